# Pourquoi il y a une alerte, ou aucune.

why-title = Pourquoi ?
why-about = Mouvement { $number } : { $sentence }.
why-none = Aucun mouvement n’a été lu dans « { $title } ».
why-source = D’où cela vient
why-told = { $link } : { $title }. Vu le { $when }.
why-told-after = { $link } : { $title }. Publié le { $when }, vu { $after } plus tard.
why-seen = Vu le { $when }.
why-feed = Flux : { $feed }
why-baseline = C’était déjà là à la première lecture du flux : personne n’a été alerté.
why-sentence = La phrase et les mots qui ont décidé
why-deciding = Mots décisifs : { $words }
why-names = Noms
why-people = Qui change de poste : { $people }
why-group = Sans nom, décrits par { $words }
why-announced = Annoncé ou rapporté par { $who }, qui ne change pas de poste
why-companies = Entreprises
why-from = De : { $org }
why-to = Vers : { $org }
why-direction = Sens
why-direction-line = { $kind }. Statut : { $status }. Poste : { $role }.
why-ruled-out = Ce qui a été écarté ou plaidait contre
why-other-people = Nommés, mais qui ne changent pas de poste : { $names }
why-other-organisations = Nommées, mais ni quittées ni rejointes : { $names }
why-claims = Une affirmation de { $sources } a été mise à part : elle ne fait pas partie du mouvement.
why-nothing = Rien
why-score = Certitude
why-score-line = Confiance { $score } sur 1
why-history = Ce qu’il en est advenu
why-was = Donné auparavant comme : { $status }
why-judged-right = { $by } l’a dit juste, { $when }
why-judged-wrong = { $by } l’a dit faux ({ $what }), { $when }
why-watches = Suivis de ce canal
why-no-watch = Ce canal n’a aucun suivi. Tapez `/moves suivre ENTREPRISE` pour en créer un.
why-none-asked = Aucun suivi de ce canal ne le demande.
why-not-alerted = Aucune alerte ici : le suivi est plus récent que l’article, ou la nouvelle était déjà connue.
why-more-watches = { $n ->
    [one] et { $n } autre suivi
   *[other] et { $n } autres suivis
}
why-watch-matched = Le suivi { $number } `{ $expression }` de { $owner } le demande.
why-watch-paused = Le suivi { $number } `{ $expression }` le demande, mais il est en pause.
why-watch-broken = Le suivi { $number } `{ $expression }` le demande, mais son canal ne peut pas recevoir de message.
why-watch-muted = Le suivi { $number } `{ $expression }` le demande, mais il est réduit au silence ici.
why-watch-filters = Le suivi { $number } `{ $expression }` s’y rapporte, mais ses filtres l’écartent.
why-watch-other = Le suivi { $number } `{ $expression }` porte sur autre chose.
why-all = Toutes les notes du lecteur
stage-line = { $stage } : { $told }
stage = { $stage ->
    [language] Langue
    [people] Personnes nommées
    [organisations] Organisations nommées
    [deciding-words] Mots décisifs
    [move] Mouvement lu
    [sentence] Phrase
   *[score] Score
}

why-unknown = Rien n’est connu sous « { $text } ». Donnez le lien d’une alerte, le numéro d’un mouvement ou l’adresse d’un article. Pour essayer un article jamais lu, tapez `/moves test ADRESSE`.
why-several = { $n ->
   *[other] Ce message dit { $n } mouvements. Appuyez sur Ouvrir à côté de l’un d’eux, puis sur Pourquoi ?
}

test-move = Ce serait lu comme un mouvement : { $sentence }.
test-moves = { $n ->
    [one] Ce serait lu comme { $n } mouvement.
   *[other] Ce serait lu comme { $n } mouvements.
}
test-none = Ce ne serait pas lu comme un mouvement.
test-reason = Raison : { $reason }
test-score = Confiance { $score } sur 1, langue : { $lang }
test-fires = { $n ->
    [0] Aucun suivi de cet espace de travail n’alerterait.
    [one] { $n } suivi de cet espace de travail alerterait :
   *[other] { $n } suivis de cet espace de travail alerteraient :
}
test-watch = Suivi { $number } `{ $expression }` dans { $channel }
test-unreadable = « { $text } » n’a pas pu être lu : { $reason } Donnez un titre, ou l’adresse d’un article public.
