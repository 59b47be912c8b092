# Ce que la livraison elle-même doit dire.

unforeseen = Une erreur s’est produite de mon côté ; je l’ai notée sous le numéro { $reference }. Réessayez ; si elle revient, donnez ce numéro à la personne qui gère cette application.
