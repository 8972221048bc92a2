"""Moves, new lines, and whatever else there is, in the words of both sides."""

from portal.upkeep.demo.subjects import Attempt, Subject

_MOVING = Subject(
    words=("moving", "move home", "new home", "relocat"),
    share=7,
    gravity=0.12,
    reports=(
        "We move on the 14th, four streets away. Can the line move with us?",
        "I am moving in with my sister and she is a member already. What happens to mine?",
        "We have the keys from Monday. There is a socket in the hall, if that helps.",
    ),
    first_words=(
        "The socket in the hall does help, thank you. I find out whether its line is still in the ground.",
        "Congratulations on the keys. You get a date from me within three working days, in writing.",
    ),
    attempts=(
        Attempt(
            "I looked up the old line at your new address.",
            "It is there, and was used until last year.",
            "I test it from the cabinet in the morning.",
        ),
        Attempt(
            "I asked the landowner about the duct.",
            "",
            "I ring again tomorrow, he is out with the sheep.",
            "the landowner",
        ),
    ),
    outcomes=(
        "You are connected on the 14th in the morning. Somebody rings you half an hour before.",
        "Your line is switched over on Monday, and the old one ends the same evening. You pay for one of them.",
    ),
)

_WAITING = Subject(
    words=("connected by now", "waiting for connection", "not connected", "new line", "installation"),
    share=5,
    gravity=0.45,
    reports=(
        "You said the 3rd. It is the 6th. I took the day off and nobody came.",
        "We have been waiting for the line {since}. Each time I call it is another week.",
        "A van came, looked at the duct, and left without a word.",
    ),
    first_words=(
        "You waited in and nobody came. That was wrong, and I am the one who sees it through from here.",
        "The van found the duct full of mud and should have told you. I have the next step for you today.",
    ),
    attempts=(
        Attempt(
            "I asked for the duct to be cleared this week.",
            "They can come on Thursday.",
            "I bring forward your date to Friday, and send a loan box until then.",
            "the people who clear ducts",
        ),
        Attempt(
            "I looked for another way into the house.",
            "There is one along the garden wall.",
            "The engineer looks at it tomorrow.",
        ),
    ),
    outcomes=(
        "You are online; I have just seen your first page go through. The free month is on your account.",
        "The duct is clear, the line is in and it runs at full speed. Keep the loan box until Sunday, to be safe.",
    ),
)

ODDMENTS = Subject(
    words=("oddments",),
    share=8,
    gravity=0.1,
    reports=(
        "Which of you put the box back the right way up after the wind? I would like to say thank you.",
        "Our village hall has a hundred chairs and no internet. Whom do I talk to?",
        "I am writing a school paper about cables under the sea. Could somebody answer four questions?",
        "There is a bird's nest on the mast by the church. Please do not climb it before July.",
        "Your page about holidays says Monday, the note on the door says Tuesday. Which is it?",
        "I found a bunch of keys with your tag on it by the bus stop.",
    ),
    first_words=(
        "That came to the right place. I pass it to whoever it was and write to you what they say.",
        "I did not know that either. I find out and come back to you today.",
        "What a good thing to be told. I have written it down where the right people see it.",
    ),
    attempts=(
        Attempt(
            "I asked around the desks.", "Two people knew half of it each.", "I put the halves together.", "both desks"
        ),
        Attempt("I looked for who decides this.", "", "I ask her when she is in tomorrow."),
    ),
    outcomes=(
        "You have your answer above, and the page says the same from today.",
        "It is with the person who can do something about it, and she has said she will.",
        "Done. Thank you for writing; it would have gone unseen.",
    ),
)

ANYTHING = Subject(
    words=(),
    share=8,
    gravity=0.2,
    reports=(
        "{says}. It has been like this {since}, and I have got as far as I can by myself.",
        "{says}. I am not sure whether that is for you, but I would not know who else to ask.",
        "{says}. It has been so {since}. I have time in the afternoons if somebody needs to look at it.",
        "I would like a person to look at this. {says}, {since}, and nothing I tried has changed it.",
        "{says}. The last time this happened somebody helped me within the hour, so I write with some hope.",
        "Not urgent. {says}, that is all, and I thought you would want to know.",
    ),
    first_words=(
        "Thank you for telling us. I have read it twice and I think I know what it is; give me until the afternoon.",
        "I am the right person for this, as it turns out. I look into it now.",
        "I cannot say yet what lies behind it. I begin with the simplest reason and write as I go.",
    ),
    attempts=(
        Attempt(
            "I looked at what happened the last time.",
            "It is much the same, only earlier in the day.",
            "I do what helped then, and see if it holds.",
        ),
        Attempt(
            "I asked a colleague who has seen this before.",
            "She says it comes in threes, and yours is the second.",
            "I find the third before it finds somebody.",
            "a colleague",
        ),
        Attempt("I went through it from the beginning.", "", "I write again when I am at the end."),
    ),
    outcomes=(
        "It is done, and I looked twice. If it comes back, write here and it opens again.",
        "It was a mistake of ours in how it was entered. It is put right for you and for the next person.",
        "You were right to ask. The answer is yes, and I have set it up for you.",
    ),
)

HOMES = (_MOVING, _WAITING)
