# Settings of a channel.

setting-quiet = quiet hours { $value } (`/moves settings quiet 22-7`, or `off`)
setting-tz = time zone { $value } (`/moves settings timezone Europe/Paris`)
setting-lang = language { $value } (`/moves settings language fr`)
setting-empty = digests where nothing is new: { $value } (`/moves settings empty on`)
setting-verified = weekly proof that quiet is quiet: { $value } (`/moves settings verified on`)
setting-threads = later news in the alert's thread: { $value } (`/moves settings threads off`)
setting-broadcast = thread lines also in the channel: { $value } (`/moves settings broadcast off`, `confirmation` or `always`)
setting-value = { $value ->
    [on] on
    [off] off
    [confirmation] when something is confirmed
   *[always] always
}
setting-here = *This channel*
setting-tz-none = of the workspace
error-quiet = “{ $value }” are no quiet hours. Write `/moves settings quiet 22-7`, from one full hour to another, or `off`.
error-tz = “{ $value }” is no time zone. Write it as a region and a city: `/moves settings timezone Europe/Paris`.
error-switch = “{ $value }” is neither on nor off. Write `/moves settings { $name } on` or `off`.
error-broadcast = Lines of the thread cannot be shown in the channel “{ $value }”. Write `/moves settings broadcast off`, `confirmation` or `always`.
error-language = I do not speak “{ $value }”. It can be { $choices }.
