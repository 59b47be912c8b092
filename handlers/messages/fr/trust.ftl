# Mettre en sourdine, commenter, oublier ; canaux où l’on ne peut rien publier.

muted = { $until ->
    [never] { $subject ->
        [company] Plus rien sur { $label } ne sera dit dans ce canal.
        [person] Plus rien sur { $label } ne sera dit dans ce canal.
        [source] Plus rien de ce que seul { $label } rapporte ne sera dit dans ce canal.
       *[watch] Le suivi { $label } se tait désormais.
    }
   *[until] { $subject ->
        [company] Rien sur { $label } ne sera dit dans ce canal jusqu’au { $until }.
        [person] Rien sur { $label } ne sera dit dans ce canal jusqu’au { $until }.
        [source] Rien de ce que seul { $label } rapporte ne sera dit dans ce canal jusqu’au { $until }.
       *[watch] Le suivi { $label } se tait jusqu’au { $until }.
    }
}
unmuted = On entendra de nouveau parler de { $label } dans ce canal.
unmute-none = { $n ->
    [0] « { $label } » n’est pas en sourdine dans ce canal, et rien d’autre ne l’est.{ $muted }
   *[other] « { $label } » n’est pas en sourdine dans ce canal. Le sont : { $muted }.
}
mute-what = Nommez une entreprise, une personne, `source:HÔTE` ou le numéro d’un suivi : `/moves mute openai 1w`.
mute-no-watch = Ce canal n’a pas de suivi { $number }. Tapez `/moves suivis` pour voir leurs numéros.
button-unmute = Lever la sourdine
track-nobody = Personne n’est nommé dans ce mouvement : il n’y a personne à suivre.
menu-no-watch = Ce suivi n’est plus dans ce canal. Tapez `/moves suivis` pour voir ceux qui y sont.

feedback-thanks = Merci. Votre remarque sur le mouvement { $number } est conservée. S’il contient une erreur, appuyez sur Faux sous son alerte : elle sera corrigée partout.
feedback-no-move = Il n’y a pas de mouvement { $number }. « Pourquoi ? » sous une alerte donne son numéro.
corrections-none = Rien n’a encore été jugé : il n’y a rien à exporter. Appuyez sur Juste ou Faux sous une alerte.
corrections-sent = { $n ->
    [one] Un fichier de { $n } article annoté vous a été envoyé.
   *[other] Un fichier de { $n } articles annotés vous a été envoyé.
}
forget-ask = { $n ->
    [0] Oublier *{ $name }* ? Aucun mouvement conservé ne nomme cette personne ; les prochains articles l’omettront. C’est définitif.
    [one] Oublier *{ $name }* ? { $n } mouvement conservé nomme cette personne. Elle en sera retirée, les alertes publiées seront corrigées et les prochains articles l’omettront. C’est définitif.
   *[other] Oublier *{ $name }* ? { $n } mouvements conservés nomment cette personne. Elle en sera retirée, les alertes publiées seront corrigées et les prochains articles l’omettront. C’est définitif.
}
button-forget = Oublier cette personne
forgotten = { $n ->
    [one] C’est fait : retirée de { $n } mouvement. Alertes publiées en cours de correction : { $alerts }. Les prochains articles omettront cette personne.
   *[other] C’est fait : retirée de { $n } mouvements. Alertes publiées en cours de correction : { $alerts }. Les prochains articles omettront cette personne.
}
forget-kept = Rien n’a été changé.

button-retry = Je vous ai réinvité
button-move = Déplacer vers un autre canal
button-delete-watches = Supprimer les suivis
broken-confirm-title = Supprimer les suivis ?
broken-confirm = Les suivis sont retirés, et ce qui les attend ne sera pas dit.
broken-confirm-yes = Supprimer
broken-works = { $n ->
    [0] { $channel } marche de nouveau.
    [one] { $channel } marche de nouveau. { $n } alerte en attente y est publiée.
   *[other] { $channel } marche de nouveau. { $n } alertes en attente y sont publiées en un seul message.
}
broken-still = Je ne peux toujours pas publier dans { $channel } (Slack dit { $error }). Tapez-y `/invite` et mon nom, puis appuyez de nouveau.
broken-moved = { $n ->
    [one] { $n } suivi parle désormais dans { $channel }.
   *[other] { $n } suivis parlent désormais dans { $channel }.
}
broken-deleted = { $n ->
    [0] Ces suivis étaient déjà supprimés.
    [one] { $n } suivi a été supprimé.
   *[other] { $n } suivis ont été supprimés.
}
broken-move-title = Déplacer les suivis
broken-move-label = Canal qui sera informé
broken-move-hint = Je dois en être membre : tapez-y d’abord /invite.
broken-move-send = Déplacer
broken-move-absent = Je ne suis pas dans ce canal. Tapez-y /invite, puis envoyez de nouveau.
