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

source-no-address = Quelle source ? Tapez `/moves source add https://…` avec l’adresse d’un flux ou d’une page qui en a un.
source-not-found = Aucune source n’a été ajoutée depuis « { $address } » : { $reason } Tapez `/moves source add` avec l’adresse d’un flux.
source-added = La source { $number } est ajoutée : { $feed }. { $entries ->
    [one] Elle donne { $entries } article,
   *[other] Elle donne { $entries } articles,
} { $n ->
    [0] dont aucun mouvement.
    [one] dont { $n } mouvement.
   *[other] dont { $n } mouvements.
} Ce qui s’y trouve déjà peut être cherché ; ce qui suit sera annoncé.
