# Many names at once. Names come already made safe.

names-title = Watch many names
names-intro = Paste up to 500 names of companies or people, one a line or parted by commas.
names-label = Names
names-more = More names
names-next = Next
names-none = There is no name in it. Type one a line.
names-too-many = These are { $n } names; { $most } at once are possible.
names-known = *{ $n ->
    [one] { $n } name is known*
   *[other] { $n } names are known*
}: { $names }
names-which = Which one is “{ $name }”?
names-as-words = None: look for the words
names-leave-out = Leave it out
names-unknown = *{ $n ->
    [one] { $n } name is unknown*, and looked for as words
   *[other] { $n } names are unknown*, and looked for as words
}: { $names }
names-list = Name of the list
names-every = When to tell it
names-save = Watch
names-gone = These names were saved already. Open the form again.
names-done = List *{ $list }* has { $n ->
    [one] { $n } name
   *[other] { $n } names
} now, watched in { $place } (watch { $number }).
