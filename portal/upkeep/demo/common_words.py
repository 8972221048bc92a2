"""Words that fit any report."""

SINCE = (
    "since last night",
    "since about seven this morning",
    "since Tuesday",
    "since the weekend",
    "for three days now",
    "since lunch time",
    "since the power cut",
    "for an hour",
    "since I came home",
    "for a week, on and off",
)
MORE_FROM_THE_CUSTOMER = (
    "Thank you for the quick word. It is still the same here.",
    "One thing I forgot: it was the same in spring, for a day.",
    "I am home until four, if anybody needs to come in.",
    "Is there any news? I do not want to be a nuisance.",
    "I tried what you said and it made no difference.",
    "That already helps. Take the time you need.",
)
BACK_AGAIN = (
    "I am sorry to be back. It held for a day and now it is as it was.",
    "It is not quite done: the same thing happened again this morning.",
    "You were nearly there, I think. It came back overnight.",
)
ANSWERS = (
    "No news yet is also news: I am still on it, and I write again as soon as I know more.",
    "Thank you for the detail. It fits with what I found, so I go on in that direction.",
    "I have not forgotten you. I wait for a call back that was promised for today.",
    "It moves. I do not want to promise a time that I cannot hold, so: today, if all goes well.",
)
AGAIN = (
    "Thank you for coming back to me. I take it up where I left it.",
    "Then it was not that, or not only that. I look again, and more closely.",
)
WHY_WE_WAIT = (
    "Could you tell me whether it is the same with another device? Then I know on which side to look.",
    "Please send me the number on the underside of the box, when you are near it.",
    "When may somebody come in? Any two half days will do.",
    "I have sent you two ways of doing it. Tell me which you would rather have.",
)
ANSWERS_TO_US = (
    "Here is what you asked for. I hope it helps.",
    "Sorry for the wait, I was away. It is the same with the other one.",
    "Thursday morning or Friday, either is fine.",
    "The first way, please.",
)
WHY_HAND_OVER = (
    "My shift ends and this should not wait for me.",
    "They know this better than I do.",
    "They are on site today and I am not.",
)
MUST_KNOW = (
    "All is in the timeline. They would rather be written to than rung.",
    "They have told it once already; please do not ask again from the start.",
    "The last step is done, only the result is missing.",
)
DECLINED = (
    (
        "I looked at both ways of doing it and asked what each would cost.",
        "It would need work that we have decided against for everybody, and an exception would not be fair to them.",
        "The limitation page says what helps in the meantime, and I have marked the part that fits you.",
    ),
    (
        "I tested our part twice and asked a colleague to look over my shoulder.",
        "What is left is in equipment that is not ours, and we would do more harm than good in it.",
        "Two people in the area do this well. I have written their numbers into the next line of this page.",
    ),
    (
        "I asked whether it can be done this year.",
        "It cannot, and I would rather say so than let you wait.",
        "If you like, I put you on the list of those we write to when that changes.",
    ),
)
GIVEN = (
    "It is on your next bill, with a line that says why. I am sorry that we were late.",
    "Done as the promise says, without your having to ask.",
    "I have just set it up, and I rang to say why it was late.",
)
NAMES = (
    "Ada", "Bashir", "Carys", "Dilys", "Edwin", "Fatima", "George", "Hana", "Ivor", "Joan", "Kamal", "Lowri",
    "Marek", "Nerys", "Olu", "Priya", "Quentin", "Rosa", "Stan", "Tess", "Una", "Viktor", "Win", "Yusuf",
)  # fmt: skip
WORTHS = (5, 10, 10, 20)
OFFERED = (
    "Something off your next bill, for the days on which it did not work.",
    "We pay what it cost you to get by in the meantime.",
    "A month without the charge, since you had trouble enough with it.",
)
