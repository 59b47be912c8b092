# Accueil de l’application.

home-week = Cette semaine
home-week-rule = Arrivées moins départs en 7 jours : mouvements rapportés par la presse, n = { $n }, chaque personne comptée une fois.
home-quiet = Rien ces 30 derniers jours.
home-watches = Suivis dans vos canaux
home-begin = Par où commencer
home-none = Rien n’est encore suivi dans vos canaux. Appuyez sur « Suivre une entreprise », ou tapez `/moves suivre openai` dans un canal.
home-packs = Ou prenez une sélection toute prête :
home-no-feeds = aucun pour l’instant
home-help = Dans tout canal : `/moves openai` demande, `/moves suivre openai` suit, `/moves aide` dit le reste.
home-privacy = Sont enregistrés les mouvements rapportés par la presse, avec leurs sources, et ce que vous choisissez ici. Une personne qui le demande est retirée avec `/moves oublier NOM`.
home-search = Chercher
home-import = Coller des noms
home-attention = À regarder
home-feed-fails = • Le flux *{ $title }* a échoué { $n } fois de suite : `/moves flux`
home-broken = • { $n ->
    [one] Un suivi attend
   *[other] { $n } suivis attendent
} parce que rien ne peut y être publié : { $watches }
home-paused = • { $n ->
    [one] Un suivi est suspendu
   *[other] { $n } suivis sont suspendus
} : { $watches }
home-words = • { $n ->
    [one] Un nom de vos listes est inconnu et cherché comme mot
   *[other] { $n } noms de vos listes sont inconnus et cherchés comme mots
} : { $names }
home-preferences = Préférences
home-lang = *Langue* de ce que vous seul voyez
home-lang-auto = Comme dans Slack
language-name = { $lang ->
    [fr] Français
   *[en] English
}
home-quiet-hours = *Heures calmes* de vos messages directs ({ $tz })
quiet-hours = { $quiet ->
    [yes] De { $begin } h à { $end } h
   *[no] Aucune
}
home-channels = Heures calmes, fuseau, langue et condensés d’un canal : `/moves reglages` dans ce canal.
home-admin = Pour les administrateurs
home-who = *Qui peut modifier les suivis*
home-who-value = { $who ->
    [owners] Propriétaires et administrateurs
   *[members] Membres du canal
}
home-team-lang = *Langue des canaux* qui n’en ont pas choisi
home-log = Modifications
home-saved = Enregistré.
home-log-title = Modifications

ask-title = Chercher
ask-label = Ce que vous taperiez après /moves
ask-hint = Une entreprise, une personne, « meta -> openai », « mistral sorties depuis:90j »
ask-submit = Chercher
