# What delivery itself has to say.

unforeseen = Something went wrong on my side, and I wrote it down as { $reference }. Please try again; if it happens again, give that number to whoever runs this app.
