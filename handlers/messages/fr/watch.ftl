# Suivis : créés, listés, modifiés. Les textes venus du dehors sont déjà rendus sûrs.

watch-made = *Suivi { $number }* : { $query } dans { $place }.
watch-known = Le *suivi { $number }* concerne déjà { $query } dans { $place }.
watch-aliases = S’écrit aussi { $names }.
watch-family = Comprend { $names }.
watch-as-text = Je ne connais aucune entreprise nommée « { $name } » : ce suivi cherche ces mots dans les noms et les titres.
watch-filters = Seulement : `{ $filters }`
watch-pings = Prévient { $people }
watch-recent = Mouvements récents qu’il aurait annoncés :
watch-no-recent = Il n’aurait rien annoncé ces 90 derniers jours.
place-here = ce canal
place-channel = { $channel }
place-me = les messages directs de { $person }
invite-me = Je ne suis pas dans { $place } : rien ne peut encore y être publié. Tapez-y `/invite { $bot }`.
invite-me-plain = Je ne suis pas dans { $place } : rien ne peut encore y être publié. Invitez-moi (nom du canal, Intégrations, Ajouter des applications).
backtest = Il { $n ->
    [0] n’aurait pas alerté une seule fois
    [one] aurait alerté { $n } fois
   *[other] aurait alerté { $n } fois
} en { $days } jours{ $n ->
    [0] {""}
   *[other] , soit environ { $week } par semaine
}.
backtest-noisy = C’est environ { $day } par jour : un suivi bruyant. Un filtre le calme, par exemple `type:arrivee,depart` ou `conf:haute`.
button-undo = Annuler
button-edit = Modifier
button-again = Suivre de nouveau

watch-removed = Le suivi { $number } ({ $query }) est retiré de { $place }. Ce qu’il a trouvé reste consultable.
watches-removed = { $n ->
    [one] { $n } suivi est retiré.
   *[other] { $n } suivis sont retirés.
}
watch-paused = Le suivi { $number } ({ $query }) est suspendu.
watch-resumed = Le suivi { $number } ({ $query }) reprend.
watch-changed = Le suivi { $number } est modifié : { $query } dans { $place }.
which-watch = Plusieurs suivis de ce canal concernent { $query }. Lequel ?

watches-title = Suivis de ce canal
watches-all-title = Tous les suivis de cet espace de travail
watches-none = Rien n’est suivi dans ce canal. Tapez `/moves suivre openai`, avec l’entreprise de votre choix.
watches-none-all = Rien n’est suivi dans cet espace de travail. Tapez `/moves suivre openai`, avec l’entreprise de votre choix.
watch-line = *{ $number }*  `{ $expression }` dans { $place }
watch-small = par { $owner } · { $week ->
    [one] { $week } alerte
   *[other] { $week } alertes
} en 7 jours, { $month } en 30{ $last }
watch-last = { " " }· la dernière { $when }
watch-state = { $state ->
    [paused] Suspendu
    [broken] En attente : { $reason }
   *[active] Actif
}
broken-reason = { $reason ->
    [not_in_channel] je ne suis pas dans le canal
    [channel_not_found] je ne vois pas le canal
    [is_archived] le canal est archivé
    [restricted_action] la publication y est restreinte
    [token_revoked] l’application a perdu son autorisation
    [account_inactive] l’application a perdu son autorisation
   *[other] Slack refuse d’y publier ({ $code })
}
page-of = Page { $page } sur { $pages }
button-remove = Retirer
button-pause = Suspendre
button-resume = Reprendre
watch-menu-spoken = Actions pour le suivi { $number }

under-title = { $title } : { $said }
feeds-title = Flux
feeds-counts = { $n ->
    [one] { $n } flux
   *[other] { $n } flux
}, dont { $healthy } en bon état{ $newest }.
feeds-newest = { " " }· dernier article vu { $when }
feeds-none = Aucun flux n’est encore configuré. Demandez à l’exploitant de lancer `moves feeds import default`.
feed-line = *{ $id }*  { $title } · { $state ->
    [ok] en bon état, vérifié { $when }
    [new] pas encore lu
    [paused] suspendu
   *[failing] en panne depuis { $when } : { $error }
}

list-made = Liste { $name } : { $items }.
list-empty = La liste { $name } est vide, elle est donc supprimée.
list-is = { $name } : { $items }
list-none = Il n’y a pas encore de liste. Tapez `/moves liste @portfolio ajouter openai, mistral`.
lists-title = Listes

settings-title = Réglages
settings-edit = Qui peut modifier les suivis : { $who ->
    [members] les membres du canal
    [owners] leurs propriétaires et les administrateurs
   *[group] les membres de { $group }, les propriétaires et les administrateurs
}. Pour changer : `/moves reglages edit members`, `owners` ou `@groupe`.
settings-changed = C’est fait. { $line }
log-title = Modifications
log-none = Rien n’a encore été modifié.
log-line = { $when } · { $who } · { $what }
log-action = { $action ->
    [watch] a créé le suivi { $subject }
    [edit] a modifié le suivi { $subject }
    [unwatch] a retiré le suivi { $subject }
    [pause] a suspendu le suivi { $subject }
    [resume] a repris le suivi { $subject }
    [list] a modifié la liste { $subject }
    [settings] a modifié le réglage { $subject }
    [correction] a jugé { $subject }
    [forget] a fait oublier une personne
    [mute] a mis en sourdine { $subject }
    [unmute] a rétabli { $subject }
    [source] a modifié la source { $subject }
   *[other] { $action } { $subject }
}
