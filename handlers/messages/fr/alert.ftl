# Un mouvement en toutes lettres, et l’alerte qui le dit.

others = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
}
not-named = { $words } (sans nom)
not-named-quoted = « { $words } » (sans nom)
not-named-short = { $words }, sans nom
somebody = Une personne non nommée

phrase-from = { $vowel ->
    [yes] { " " }en provenance d’{ $org }
   *[no] { " " }en provenance de { $org }
}
phrase-after = { $vowel ->
   *[no] { " " }après avoir quitté { $org }
}
phrase-beside = { $vowel ->
   *[no] { " " }({ $org })
}
phrase-of = { $vowel ->
    [yes] d’{ $org }
   *[no] de { $org }
}
phrase-post = { " " }({ $role })

says-join = { $n ->
    [one] { $who } rejoint { $org }{ $source }{ $role }
   *[other] { $who } rejoignent { $org }{ $source }{ $role }
}
says-join-bare = { $n ->
    [one] { $who } prend un nouveau poste{ $source }{ $role }
   *[other] { $who } prennent de nouveaux postes{ $source }{ $role }
}
says-return = { $n ->
    [one] { $who } revient chez { $org }{ $source }{ $role }
   *[other] { $who } reviennent chez { $org }{ $source }{ $role }
}
says-return-bare = { $n ->
    [one] { $who } revient chez un ancien employeur{ $source }{ $role }
   *[other] { $who } reviennent chez un ancien employeur{ $source }{ $role }
}
says-leave = { $n ->
    [one] { $who } quitte { $org }{ $role }
   *[other] { $who } quittent { $org }{ $role }
}
says-leave-bare = { $n ->
    [one] { $who } quitte son poste{ $role }
   *[other] { $who } quittent leur poste{ $role }
}
says-found = { $n ->
    [one] { $who } fonde { $org }{ $source }{ $role }
   *[other] { $who } fondent { $org }{ $source }{ $role }
}
says-found-bare = { $n ->
    [one] { $who } fonde une entreprise{ $source }{ $role }
   *[other] { $who } fondent une entreprise{ $source }{ $role }
}
says-promote = { $n ->
    [one] { $who } devient { $role } chez { $org }{ $source }
   *[other] { $who } deviennent { $role } chez { $org }{ $source }
}
says-promote-bare = { $n ->
    [one] { $who } devient { $role }{ $source }
   *[other] { $who } deviennent { $role }{ $source }
}
says-new-post = { $n ->
    [one] { $who } prend un nouveau poste chez { $org }{ $source }
   *[other] { $who } prennent de nouveaux postes chez { $org }{ $source }
}
says-new-post-bare = { $n ->
    [one] { $who } prend un nouveau poste{ $source }
   *[other] { $who } prennent de nouveaux postes{ $source }
}
says-board = { $n ->
    [one] { $who } entre au conseil d’administration { $of_org }{ $source }{ $role }
   *[other] { $who } entrent au conseil d’administration { $of_org }{ $source }{ $role }
}
says-board-left = { $n ->
    [one] { $who } quitte le conseil d’administration { $of_org }{ $role }
   *[other] { $who } quittent le conseil d’administration { $of_org }{ $role }
}
says-board-bare = { $n ->
    [one] { $who } entre dans un conseil d’administration{ $role }
   *[other] { $who } entrent dans un conseil d’administration{ $role }
}
says-other = { $n ->
    [one] { $who } passe chez { $org }{ $source }{ $role }
   *[other] { $who } passent chez { $org }{ $source }{ $role }
}
says-other-bare = { $n ->
    [one] { $who } change de poste{ $source }{ $role }
   *[other] { $who } changent de poste{ $source }{ $role }
}

said = { $status ->
    [reported] Selon la presse : { $sentence }
    [denied] Démenti : { $sentence }
    [reversed] Annulé depuis : { $sentence }
   *[confirmed] { $sentence }
}
titled = { $status ->
    [reported] Selon la presse : { $title }
    [confirmed] CONFIRMÉ : { $title }
    [denied] DÉMENTI : { $title }
    [reversed] ANNULÉ : { $title }
   *[plain] { $title }
}

alert-text = { $sentence } ({ $outlet }).
field-from = De
field-to = Vers
field-role = Poste
field-announced = Annoncé par
field-date = Publié le
field-status = Statut
field-confidence = Confiance
not-stated = non précisé

status-by = { $status ->
    [confirmed] Confirmé, selon { $n ->
        [one] { $n } source
       *[other] { $n } sources
    }
    [denied] Démenti, selon { $n ->
        [one] { $n } source
       *[other] { $n } sources
    }
    [reversed] Annulé, selon { $n ->
        [one] { $n } source
       *[other] { $n } sources
    }
   *[reported] Rapporté par { $n ->
        [one] { $n } source
       *[other] { $n } sources
    }
}
confidence = { $level ->
    [high] Élevée ({ $score })
    [medium] Moyenne ({ $score })
   *[low] Faible ({ $score })
}
quoted = « { $words } » ({ $lang })
quoted-plain = « { $words } »
claim = Selon { $source } : « { $words } » C’est une affirmation, pas un fait établi.
source-line = { $link } ({ $lang })
more-sources = { $n ->
    [one] et { $n } autre source
   *[other] et { $n } autres sources
}
first-seen = Vu { $after } après la publication
why-watch = Suivi { $number } `{ $expression }`
why-watch-by = Suivi { $number } `{ $expression }` de { $owner }
for-people = Pour { $people }

button-read = Lire l’article
button-why = Pourquoi ?
button-track = Suivre ces personnes
button-track-spoken = Suivre dans ce canal les personnes de ce mouvement
button-company = Mouvements { $org }
button-right = Juste
button-wrong = Faux
button-right-spoken = Cette alerte est juste
button-wrong-spoken = Cette alerte contient une erreur
button-open = Ouvrir
menu-mute = Taire { $org } 7 jours
menu-mute-source = Taire { $outlet } 7 jours
menu-edit = Modifier le suivi { $number }

bundle-title = { $n ->
    [one] { $n } mouvement
   *[other] { $n } mouvements
}
bundle-text = { $n ->
    [one] { $n } mouvement : { $first }
   *[other] { $n } mouvements, dont : { $first }
}
bundle-more = { $n ->
    [one] { $n } autre mouvement n’est pas montré ici. Tapez `/moves` pour le voir.
   *[other] { $n } autres mouvements ne sont pas montrés ici. Tapez `/moves` pour les voir.
}

thread-outlet = { $n ->
    [one] Rapporté aussi par { $link }. { $n } source en parle.
   *[other] Rapporté aussi par { $link }. { $n } sources en parlent.
}
thread-status = { $status ->
    [confirmed] *CONFIRMÉ* : { $sentence }. Source : { $link }.
    [denied] *DÉMENTI* : { $sentence }. Source : { $link }.
    [reversed] *ANNULÉ* : { $sentence }. Source : { $link }.
   *[reported] *De nouveau incertain* : { $sentence }. Source : { $link }.
}
thread-people = { $n ->
    [one] { $people } en fait aussi partie, selon { $link }.
   *[other] { $people } en font aussi partie, selon { $link }.
}
thread-corrected = Corrigé : { $sentence }. Source : { $link }.
thread-corrected-here = Corrigé par un membre de cet espace de travail : { $sentence }.

withdrawn = { $what ->
    [not_a_move] *Alerte retirée.* Selon { $by }, cet article n’annonce aucun mouvement.
    [old_news] *Déjà connu.* Selon { $by }, cette nouvelle n’en est pas une.
    [duplicate] *Doublon.* Selon { $by }, une autre alerte dit déjà ce mouvement.
    [forgotten] *Alerte retirée* à la demande d’une personne qui y était nommée.
   *[other] *Alerte retirée.* Selon { $by }, elle est fausse.
}
withdrawn-text = { $what ->
    [forgotten] Cette alerte a été retirée à la demande d’une personne qui y était nommée.
    [old_news] Cette alerte a été retirée : c’était déjà connu.
    [duplicate] Cette alerte a été retirée : une autre alerte dit le même mouvement.
   *[not_a_move] Cette alerte a été retirée : l’article n’annonce aucun mouvement.
}
withdrawn-same = L’autre alerte : { $link }
corrected-note = { $what ->
    [person] Corrigé par { $by } : les personnes étaient fausses
    [company] Corrigé par { $by } : une entreprise était fausse
    [direction] Corrigé par { $by } : le sens était faux
   *[other] Corrigé par { $by }
}
button-restore = Elle était juste
thread-taken-back = Cette ligne a été retirée.
