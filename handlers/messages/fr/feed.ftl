# Ce que les propriétaires d'un flux apprennent à son sujet.

feed-failing = Le flux { $feed } ({ $url }) est illisible depuis un jour. { $reason } Je continue d'essayer et je vous préviendrai quand il remarchera.
feed-recovered = Le flux { $feed } ({ $url }) est de nouveau lisible.

health-title = État
health-stories = { $n ->
    [0] Aucun article lu en 7 jours.
    [one] { $n } article lu en 7 jours
   *[other] { $n } articles lus en 7 jours
}
health-watches = { $n ->
    [0] Aucun suivi
    [one] { $n } suivi
   *[other] { $n } suivis
}{ $broken ->
    [0] {""}
   *[other] , dont { $broken } en attente d’un canal où je ne peux pas écrire
}{ $paused ->
    [0] {""}
    [one] , dont { $paused } suspendu
   *[other] , dont { $paused } suspendus
}
health-unsent = { $n ->
    [0] Rien n’attend d’être envoyé.
    [one] { $n } message attend d’être envoyé.
   *[other] { $n } messages attendent d’être envoyés.
}
