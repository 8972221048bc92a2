"""Bills, payments, complaints and goodbyes, in the words of both sides."""

from portal.upkeep.demo.subjects import Attempt, Subject

_BILL = Subject(
    words=("bill", "invoice"),
    share=13,
    gravity=0.12,
    reports=(
        "My bill is £11 more than last month and there is a line on it that I do not understand.",
        "You have billed me for a plan that I left in spring.",
        "The bill still has our old address on it. The amount is right, for once.",
        "I was promised three months at the lower price and got one.",
        "There is a charge for a visit. Nobody visited. I was in all day, with a cake.",
    ),
    first_words=(
        "I have your bill open. The line you mean is a part month, and it should have said so.",
        "You are right on the first reading. Let me see how it came about before I change it.",
        "Thank you for the clear description. I look at the last three bills as well, while I am here.",
    ),
    attempts=(
        Attempt(
            "I went through your last three bills.",
            "The wrong plan was on all of them.",
            "I work out the difference to the penny and send it back.",
        ),
        Attempt(
            "I asked the engineers whether anybody came.",
            "They were at number 4, not at 14.",
            "The charge comes off today.",
            "the engineers",
        ),
    ),
    outcomes=(
        "The bill is corrected. £11 is on its way to your account and should be there on Thursday.",
        "The visit is off your bill and on nobody else's. A new bill is in the post.",
        "You have your three months at the lower price, from today, and the two you lost are paid back.",
    ),
)

_TWICE = Subject(
    words=("charged twice", "took money", "money you shouldn", "refund", "overcharged"),
    share=6,
    gravity=0.4,
    reports=(
        "You took the money twice this month and now my account is overdrawn.",
        "I left in August and you have just taken another payment.",
        "£310 has gone out. My bill is £31.",
        "The refund that was promised on the phone has not come, and it was promised twice.",
    ),
    first_words=(
        "It was taken twice, I can see both. The second one goes back today, before anything else.",
        "That is our mistake and not yours. Tell me what your bank charges you for it, we pay that too.",
    ),
    attempts=(
        Attempt(
            "I sent the second payment back by the fast way.",
            "The bank has it; it says two hours.",
            "I look at four whether it has arrived.",
            "the bank",
        ),
        Attempt("I stopped all further payments from your account.", "", "I find out which list you were still on."),
    ),
    outcomes=(
        "The money is back, and £15 with it for what your bank charged.",
        "You are off the list that took it. Both payments are returned, and I checked that they arrived.",
    ),
)

_CANNOT_PAY = Subject(
    words=("pay this month", "cannot pay", "can't pay", "money worries", "hardship"),
    share=4,
    gravity=0.2,
    reports=(
        "I have lost my job and cannot pay the bill this month. I would like to keep the line, I need it to find work.",
        "My hours were cut. Could I pay half now and half when the new job begins?",
        "I am two months behind and I have been afraid to open the letters.",
    ),
    first_words=(
        "Thank you for writing before it grew. Nothing is cut off while we find a way, and no letters go out.",
        "Half and half is fine. Tell me which day of the month suits you.",
    ),
    attempts=(
        Attempt(
            "I put the bills to rest for sixty days.",
            "Done; you will get no reminders.",
            "You tell me in a month how it stands.",
        ),
    ),
    outcomes=(
        "You pay £8 a month until June, and nothing is added. If that turns out to be too much, write to me.",
        "You are on the small plan from today, and what was owed is spread over a year.",
    ),
)

_DEATH = Subject(
    words=("died", "death", "bereavement"),
    share=2,
    gravity=0.2,
    reports=(
        "My mother died on Friday. The line was in her name. I do not know what you need.",
        "My husband has died and I would like to keep the line, in my name.",
        "I am writing for my neighbour's family. He died last month and your letters still come.",
    ),
    first_words=(
        "I am sorry about your mother. Nothing has to happen this week. I have stopped every letter and bill.",
        "I am sorry. You need to do nothing for now; I write again when I know what is left to ask, which is little.",
    ),
    attempts=(
        Attempt(
            "I stopped all post in that name.",
            "Two letters were caught at the printer's.",
            "I let go of what was owed.",
        ),
    ),
    outcomes=(
        "The line is in your name, nothing is owed, and there is no form to sign.",
        "The line is ended and nothing is owed. Should a letter still come, throw it away and tell me.",
    ),
)

_LEAVING = Subject(
    words=("leave", "leaving", "cancel", "end my"),
    share=5,
    gravity=0.08,
    reports=(
        "I would like to end my line at the end of the month. It is not you, we are moving abroad.",
        "What would it cost me to leave now? Another provider has come to our road.",
        "Please cancel. Third time the line was down in half term.",
    ),
    first_words=(
        "Of course. It ends on the last of the month and there is nothing to pay for leaving.",
        "That is fair. Before you go, may I ask what we could have done by when?",
    ),
    attempts=(
        Attempt("I set the last day and worked out the last bill.", "It is £12.40.", "I send the label for the box."),
    ),
    outcomes=(
        "Your line ends on the day you asked for. The last bill is £12.40, and the label for the box is in the post.",
        "You stay, then. Thank you. The faults of half term are off the bill.",
    ),
)

_COMPLAINT = Subject(
    words=("complaint", "complain"),
    share=4,
    gravity=0.25,
    reports=(
        "I have been told three different things by three people. I would like one answer, in writing.",
        "The engineer left the gate open and the dog got out. She is back, but I want somebody to take it seriously.",
        "I asked for a call back twice and nobody rang. This is a complaint, not a question.",
    ),
    first_words=(
        "I had no part in what happened and look at all of it from the start. You hear from me within two days.",
        "I have your complaint and I would be cross too. Let me first ask the three people what they know.",
    ),
    attempts=(
        Attempt(
            "I read every word that was written and asked the people who wrote it.",
            "Two of the three answers were wrong, the third was late.",
            "I write down what we did, what we should have done and what you get.",
            "everybody who dealt with it",
        ),
        Attempt(
            "I asked for the engineer's notes of that day.",
            "",
            "I speak with him when he is back tomorrow.",
            "the engineer",
        ),
    ),
    outcomes=(
        "You were right in two of three points. You get £25 and an apology, and the rule that caused it is changed.",
        "The engineer would like to say sorry himself, if you want that. The gate is on the list for each visit now.",
    ),
)

MONEY = (_TWICE, _BILL, _CANNOT_PAY, _DEATH, _LEAVING, _COMPLAINT)
