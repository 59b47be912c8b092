# Ce que la livraison elle-même doit dire.

unforeseen = Une erreur s’est produite de mon côté ; je l’ai notée sous le numéro { $reference }. Réessayez ; si elle revient, donnez ce numéro à la personne qui gère cette application.

broken-said = Je ne peux plus écrire dans { $channel } (Slack répond { $error }) ; les alertes de ce canal attendent.
broken-advice = { $error ->
    [not_in_channel] Invitez-moi de nouveau en y tapant /invite @Moves.
    [channel_not_found] Le canal n’existe plus, ou il est privé et j’en ai été retiré : invitez-moi de nouveau, ou tapez /moves suivre … dans un autre canal.
    [is_archived] Le canal est archivé : désarchivez-le, ou tapez /moves suivre … dans un autre canal.
    [missing_scope] Il manque une autorisation à l’application : un administrateur doit la réinstaller.
    [no_installation] L’application n’est plus installée : un administrateur doit la réinstaller.
   *[other] Demandez à un administrateur de me laisser y écrire, ou tapez /moves suivre … dans un autre canal.
}
broken-more = et { $n } de plus
broken-kept = Rien n’est perdu : ce qui se passe en sept jours est annoncé dès que je peux de nouveau écrire.
backlog-title = { $n ->
    [one] { $n } mouvement pendant que je ne pouvais pas écrire ici
   *[other] { $n } mouvements pendant que je ne pouvais pas écrire ici
}
