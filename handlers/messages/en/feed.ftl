# What the owners of a feed are told about it.

feed-failing = The feed { $feed } ({ $url }) has not been readable for a day. { $reason } I keep trying and will tell you when it works again.
feed-recovered = The feed { $feed } ({ $url }) can be read again.
