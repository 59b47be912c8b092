# Condensés, et tableaux de mouvements. Les noms sont déjà rendus sûrs.

digest-title = { $every ->
    [hourly] Mouvements de la dernière heure, { $moment }
    [daily] Mouvements du jour, { $day }
   *[weekly] Mouvements de la semaine, du { $begin } au { $end }
}
digest-counts = *{ $moves ->
    [one] { $moves } mouvement
   *[other] { $moves } mouvements
}* de { $people ->
    [one] { $people } personne
   *[other] { $people } personnes
}, selon { $outlets ->
    [one] { $outlets } média
   *[other] { $outlets } médias
}.
digest-companies = Arrivées moins départs : { $companies }.
digest-first = Le plus repris : { $sentence }.
digest-nothing = Rien de nouveau.
digest-more = { $n ->
    [one] { $n } autre mouvement derrière « Tout ouvrir ».
   *[other] { $n } autres mouvements derrière « Tout ouvrir ».
}
digest-open-all = Tout ouvrir
digest-open-spoken = Ouvrir tous les mouvements de ce condensé
digest-for = Pour { $watches }
digest-other-watches = { $n ->
    [one] { $n } autre suivi
   *[other] { $n } autres suivis
}
digest-verified = Silence vérifié : { $stories ->
    [one] { $stories } article lu
   *[other] { $stories } articles lus
}, { $healthy } flux sur { $feeds } en bon état, dernier article { $newest }.
digest-preview = Aperçu, visible de vous seul. Il sera publié dans { $place }, { $rhythm } ({ $tz }).
digest-other = Un autre condensé est publié ici, { $rhythm } ({ $tz }).
watch-rhythm = Ce qu’il trouve est annoncé ensemble, { $rhythm }.
rhythm = { $every ->
    [now] aussitôt
    [hourly] chaque heure
    [daily] chaque jour à { $hour } h
   *[weekly] chaque { $weekday } à { $hour } h
}
digest-weekday = { $day ->
    [mon] lundi
    [tue] mardi
    [wed] mercredi
    [thu] jeudi
    [fri] vendredi
    [sat] samedi
   *[sun] dimanche
}
digest-no-watch = Aucun suivi de ce canal n’a de rythme. Tapez `/moves suivre openai every:daily@9` pour avoir un condensé.
digest-posted = { $n ->
    [0] Rien à annoncer depuis le dernier condensé.
    [one] Le condensé est en cours de publication, avec { $n } mouvement.
   *[other] Le condensé est en cours de publication, avec { $n } mouvements.
}
digest-all-title = Tous les mouvements de ce condensé
digest-gone = Ce condensé n’est plus connu.

column-date = Date
column-who = Qui
column-from = De
column-to = Vers
column-type = Type
column-status = Statut
