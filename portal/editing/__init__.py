"""Pages edited by people on the desk: looked at as they would be, compared with what is published, published in turn.

It knows the files in content/, git and the public half; the desk reaches it through portal.web.editing_room.
"""
