"""Faults, in the words of those who have them and of those who mend them."""

from portal.upkeep.demo.subjects import Attempt, Subject

_DOWN = Subject(
    words=("internet is down", "internet down", "outage", "no service", "not working"),
    share=22,
    gravity=0.62,
    weather=True,
    reports=(
        "Nothing has loaded on anything {since}. The light on the white box is red. I switched it off and on twice.",
        "We have had no internet {since}. I work from home and I am sitting in the car outside the library.",
        "Nothing works {since}, and my daughter has an exam. The neighbours on the left have it, we do not.",
        "No connection {since}. All the lights are green, which is the odd part, but no page opens.",
        "It has been dead {since}. My husband says it is the box, I say the line. Could somebody settle it?",
        "The whole row has been off {since}. At least four houses. The shop cannot take cards.",
        "Off {since}, back for ten minutes, off again. I cannot take a booking like this.",
    ),
    first_words=(
        "I can see your line from here, and it has not talked to us properly {since}. I am on it now.",
        "Thank you for the light on the box, that saves us both ten minutes. I think it is the joint outside, not you.",
        "You are right that it is more than your house. I have three others on your side of the road.",
        "I have read it all. Please leave the box switched on tonight, so that I can watch what the line does.",
    ),
    attempts=(
        Attempt(
            "I restarted your port at the cabinet.",
            "The line came up for four minutes and dropped again.",
            "I send the engineer the readings, so that nobody comes with the wrong part.",
            "the engineer on call",
        ),
        Attempt(
            "I measured the line from both ends.",
            "The break is about sixty metres from your house, in the ground.",
            "An engineer opens the joint tomorrow morning.",
        ),
        Attempt(
            "I moved you to the spare pair in the same cable.",
            "",
            "I look again in an hour, when it has had time to settle.",
        ),
        Attempt(
            "I asked the exchange what they see.",
            "A card there failed at the same minute as your line.",
            "They change the card tonight; I write to you when it is in.",
            "the exchange",
        ),
    ),
    outcomes=(
        "The joint outside was full of water. It is dry and sealed now, and your line has held for two hours.",
        "A card at the exchange had failed. It is replaced, and I tested your line from end to end.",
        "Your box had lost its settings after the power cut. They are back, and I have kept a copy here.",
        "A digger had gone through the cable. It is spliced, and the builders know where the rest of it runs.",
    ),
)

_SLOW = Subject(
    words=("slow", "dropping", "keeps cutting"),
    share=17,
    gravity=0.3,
    reports=(
        "It has only just worked {since}. A film stops every few minutes and my mother's face freezes on calls.",
        "Fast in the morning, useless after six. It has been like this {since}.",
        "The line has dropped five or six times a day {since}, for a minute each. I have begun to write down when.",
        "Pages have taken half a minute to open {since}. The speed test says 3, and I pay for 60.",
        "My calls with work have broken up {since}. I sound like a robot, they tell me, and not a clever one.",
        "Since the new extension the signal hardly reaches the kitchen. Is that you or is that the wall?",
    ),
    first_words=(
        "That sounds like something we can catch, if we watch it. I have switched on a log of your line.",
        "Thank you for writing down the times. Two of them fit with something I see here.",
        "I believe you, even though the test from here looks well. Tests are good at missing this kind.",
    ),
    attempts=(
        Attempt(
            "I watched your line from six to nine last night.",
            "It lost its footing four times, always when the heating pump next door began.",
            "I change the profile of the line, so that it minds less.",
        ),
        Attempt(
            "I set the radio in your box to a quieter channel.",
            "Better in the front room, the same in the kitchen.",
            "I send you a second box to try for two weeks.",
        ),
        Attempt(
            "I compared your street with the next one.",
            "Yours is three quarters full in the evening, theirs is not.",
            "I ask for yours to be widened and tell you the date.",
            "the people who plan the network",
        ),
    ),
    outcomes=(
        "A corroded joint gave way under load. It is replaced, and your line has not dropped for three days.",
        "The street has more room now. Yesterday evening you had 54 at the worst moment.",
        "The second box did it. Please keep it, it costs you nothing.",
        "It was an old cable between the socket and the box. The new one is thirty pence and works.",
    ),
)

_PHONE = Subject(
    words=("phone", "alarm", "pendant", "landline", "telephone"),
    share=5,
    gravity=0.72,
    weather=True,
    reports=(
        "My father's pendant has not got through {since}. He is 91 and lives alone. I am two hours away.",
        "The home phone has been silent {since}. There is very little mobile signal here, so please write.",
        "The alarm box has been beeping {since} and says there is no line. The carer cannot test it.",
        "People tell me it rings at their end. It has not rung at mine {since}.",
    ),
    first_words=(
        "I am ringing the house now and stay with this until your father can call for help again.",
        "This goes before everything else. I have your line open in front of me.",
        "Thank you for telling us at once. The alarm centre rings the house every two hours until it works.",
    ),
    attempts=(
        Attempt(
            "I tested the line and rang the alarm centre.",
            "The line is well, the box has lost its number.",
            "I read the number in again, then we test it together.",
            "the alarm centre",
        ),
        Attempt(
            "I sent a mobile alarm unit by taxi.",
            "It is there and it works; your neighbour plugged it in.",
            "The engineer mends the line itself tomorrow.",
            "the driver and your neighbour",
        ),
    ),
    outcomes=(
        "The pendant gets through. We tested it three times, once with the power off.",
        "The line was switched to the wrong port in the night's work. It is back, and we have said sorry.",
        "The phone rings. It was the socket; the new one is fitted.",
    ),
)

_OUTSIDE = Subject(
    words=("cable", "pole", "outside", "dangerous"),
    share=4,
    gravity=0.55,
    weather=True,
    reports=(
        "A cable has hung across the footpath {since}, about as high as my chest. Children come this way to school.",
        "The pole at the bend leans more than it did last week. With this wind I would not stand under it.",
        "The cover in the pavement has been cracked {since}, and rocks when you step on it.",
        "Something black has been lying along the hedge {since}. It may be a branch or it may be yours.",
    ),
    first_words=(
        "Please keep away from it, whatever it is. Somebody is on the way to look at it now.",
        "Thank you for stopping to tell us. I have it on the map and the van knows.",
    ),
    attempts=(
        Attempt(
            "I sent the nearest van to make it safe.",
            "The path is closed off with tape and a lamp.",
            "We put the cable back up when the wind is under forty.",
            "the engineer on call",
        ),
        Attempt(
            "I asked the council whose pole it is.",
            "It is ours.",
            "It gets a stay today and a new foot on Tuesday.",
            "the council",
        ),
    ),
    outcomes=(
        "The cable is back where it belongs, half a metre higher than before.",
        "There is a new cover, bolted down. You can dance on it.",
        "It was a telephone wire that has been dead for years. We took it away.",
    ),
)

_ACCOUNT = Subject(
    words=("account", "someone can see", "security", "safety", "password"),
    share=3,
    gravity=0.5,
    reports=(
        "Somebody changed the address on my account and it was not me.",
        "My former partner still knows the password and I think he reads my bills. Please send no letters about this.",
        "I had a call from a man who said he was from you and wanted a code. I gave it to him before I thought.",
        "A mail says I ordered a second line. I did not.",
    ),
    first_words=(
        "Your account is locked to everybody but you and me from this minute. Nothing goes out by post.",
        "You did right to tell us, and you are not the first it happened to. Let us shut the door together.",
    ),
    attempts=(
        Attempt(
            "I ended every session and looked through the last ninety days.",
            "One sign-in from an address that is not yours, on Sunday night.",
            "You choose a new word with me on the phone, at a time that is safe for you.",
        ),
    ),
    outcomes=(
        "Only you can open the account now, and changes need the word that we agreed on.",
        "The order was a fraud. It is undone, nothing was taken, and the shop that took it knows.",
    ),
)

FAULTS = (_DOWN, _SLOW, _PHONE, _OUTSIDE, _ACCOUNT)
