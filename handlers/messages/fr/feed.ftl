# Ce que les propriétaires d'un flux apprennent à son sujet.

feed-failing = Le flux { $feed } ({ $url }) est illisible depuis un jour. { $reason } Je continue d'essayer et je vous préviendrai quand il remarchera.
feed-recovered = Le flux { $feed } ({ $url }) est de nouveau lisible.
