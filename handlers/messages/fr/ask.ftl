# Réponses sur les mouvements. $name, $query, $outlet viennent du dehors, déjà rendus sûrs.

label-all = tous les mouvements
label-person = { $name }
label-text = « { $name } »
label-role-at = { $role } chez { $place }
label-corridor = { $from } → { $to }
label-anywhere = partout
label-sector = { $name } (secteur)

since-day = { " " }depuis le { $day }
in-period = { " " }du { $day } au { $end }

counted = *{ $query }* : { $sides }selon la presse, n = { $n }{ $period }, chaque personne comptée une fois.
side-joined = { $joined ->
    [0] aucune arrivée
    [one] { $joined } arrivée
   *[other] { $joined } arrivées
}
side-left = { $left ->
    [0] aucun départ
    [one] { $left } départ
   *[other] { $left } départs
}
side-moved = { $n ->
    [one] { $n } personne concernée
   *[other] { $n } personnes concernées
}
came = Arrivées
went = Départs
none-found = *{ $query }* : aucun mouvement{ $period }.
none-found-read = *{ $query }* : aucun mouvement{ $period } ; { $stories ->
    [0] aucun article qui en parle n’a été lu
    [one] { $stories } article qui en parle a été lu, le { $newest }
   *[other] { $stories } articles qui en parlent ont été lus, le plus récent le { $newest }
}.
none-yet = Aucun mouvement n’est encore connu. Ils apparaîtront ici à mesure que les flux les annoncent ; `/moves flux` dit comment vont les flux.
not-known-words = Je ne connais aucune entreprise nommée « { $name } » ; j’ai donc cherché ces mots.
filtered-by = Seulement : `{ $filters }`
more-below = Mouvements { $first } à { $last } sur { $total }.

button-share = Partager dans le canal
button-watch = Suivre { $name }
button-next = Suite
button-previous = Retour
shared-by = Partagé par { $who }

summary-title = Suivis dans ce canal
summary-nothing = Rien n’est encore suivi dans ce canal. Tapez `/moves suivre openai`, avec l’entreprise de votre choix, ou utilisez le bouton.
summary-newest = Derniers mouvements, 7 jours
summary-quiet = Aucun mouvement à leur sujet ces 7 derniers jours.
button-add-watch = Suivre une entreprise
button-all-watches = Tous les suivis
