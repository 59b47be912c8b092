# Juste et Faux : le formulaire qui demande ce qui est faux, et ses réponses.

wrong-title = Qu’est-ce qui est faux ?
wrong-send = Corriger
wrong-question = Qu’est-ce qui est faux dans cette alerte ?
wrong-what = { $what ->
    [not_a_move] Ce n’est pas un mouvement
    [person] La personne
    [company] L’entreprise
    [direction] Le sens
    [old_news] C’est déjà connu
   *[duplicate] Une autre alerte le dit déjà
}
wrong-effect = { $what ->
    [not_a_move] L’alerte sera retirée dans tous les canaux de cet espace de travail.
    [old_news] L’alerte sera marquée comme déjà connue dans tous les canaux de cet espace de travail.
    [duplicate] L’alerte sera marquée comme doublon dans tous les canaux de cet espace de travail.
   *[other] L’alerte sera corrigée dans tous les canaux de cet espace de travail.
}
wrong-people = Qui change de poste ?
wrong-people-hint = Noms complets, séparés par des virgules.
wrong-kind = Que se passe-t-il ?
wrong-other = Quelle alerte le dit déjà ?
wrong-other-hint = Un lien vers ce message, ou son numéro donné par « Pourquoi ? »
wrong-choose = Choisissez ce qui est faux.
wrong-people-missing = Tapez au moins un nom, soixante au plus.
wrong-company-missing = Tapez au moins une entreprise.
wrong-other-missing = Ce n’est pas une autre alerte de cet espace de travail. Copiez le lien du message qui dit le même mouvement.
wrong-gone = Ce mouvement n’est plus conservé.
wrong-thanks = { $n ->
    [0] Merci, la correction est enregistrée.
    [one] Merci. { $n } message de cet espace de travail est en cours de correction.
   *[other] Merci. { $n } messages de cet espace de travail sont en cours de correction.
}
right-thanks = Merci, noté comme juste. { $precision }
precision = { $n ->
    [0] Aucune alerte n’a encore été jugée.
    [one] { $percent } % de justes sur { $n } alerte jugée ici.
   *[other] { $percent } % de justes sur { $n } alertes jugées ici.
}
button-cancel = Annuler
button-close = Fermer
