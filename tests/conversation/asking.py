"""Sentences as therapists say them, with what they ask: open, closed or nothing.

Written by hand, in the words of no transcript, by whoever wrote the rules as well, so that what is
measured on them is no estimate for real sessions.  ENGLISH and GERMAN are what the rules were made by,
UNSEEN_* were written after them.  F1 of questions / of open ones / of closed ones:

    sentences                as written           without question marks
    ENGLISH (135)            1.00 / 1.00 / 1.00   0.93 / 0.98 / 0.88
    GERMAN (86)              1.00 / 1.00 / 1.00   0.94 / 0.98 / 0.88
    UNSEEN_ENGLISH (39)      0.98 / 0.80 / 0.86   0.85 / 0.75 / 0.78
    UNSEEN_GERMAN (35)       0.94 / 0.92 / 0.88   0.74 / 0.88 / 0.56

"""

from monitor.conversation.timeline import to_samples
from monitor.conversation.transcript import Word

Labelled = list[tuple[str, str]]
"""A sentence, and "open", "closed" or "none"."""

ENGLISH = """
open|What brings you here today?
open|How have you been since we last met?
open|And what was that like for you?
open|Tell me a bit more about your sister.
open|Can you tell me what happened on Friday?
open|Could you say more about the part of you that wants to leave?
open|What goes through your mind when the phone rings?
open|How do you usually get yourself through a night like that?
open|Where in your body do you notice it?
open|Why do you think that matters so much to you?
open|So what would a good week look like?
open|I'm wondering what it was like to hear him say that.
open|I wonder how you managed to get out of bed at all.
open|Okay, so, um, how does your wife see it?
open|What else comes up?
open|Is there anything else you would like to talk about today?
open|Any other thoughts about that?
open|Anything else?
open|Describe for me what the room felt like.
open|Walk me through the evening, from the moment you came home.
open|Help me understand how the two things fit together.
open|Would you mind telling me a little about your work?
open|Could you give me an example of that?
open|How come?
open|What kind of things are you doing when the time just goes?
open|In what way has it changed?
open|How important is it to you that they come along?
open|What happened then?
open|What made you pick up the phone?
open|What's the hardest part of the day?
open|How's that been?
open|And when you think of her now, what do you feel?
open|If you woke up tomorrow and it was gone, what would be different?
open|You said you were angry, how did you show that?
open|Yeah, and what did you tell yourself?
open|How would you know that things were getting better?
open|What would you like to get out of this hour?
open|I'd like to hear how the visit went.
open|Talk to me about the drinking.
open|What are some of the reasons you might want to stop?
open|How did your father respond to that?
open|What about the nights?
open|Where does that thought come from?
open|Where would you like to start?
open|Mm-hm, mm-hm, so what keeps you going?
open|What were you hoping for?
open|Would you be willing to describe the dream?
open|I'm curious what you make of that.
open|Say more.
open|What stops you?
closed|Did you sleep last night?
closed|Do you have any children?
closed|Have you told your husband?
closed|Are you still taking the tablets?
closed|Is that right?
closed|Was it before or after the move?
closed|Were you alone?
closed|Can you sit with that for a minute?
closed|Would you say it got worse?
closed|Will you see him this weekend?
closed|How many days a week do you work?
closed|How often does that happen?
closed|How long have you been together?
closed|How old were you then?
closed|What time do you go to bed?
closed|When did it start?
closed|Who was there with you?
closed|Which of the two is harder?
closed|How much do you drink on a Saturday?
closed|So you left?
closed|You never went back?
closed|And she just walked out?
closed|It was a relief, wasn't it?
closed|You've tried that already, haven't you?
closed|Can you tell me whether you have ever hurt yourself?
closed|Could you tell me how many units that would be?
closed|Okay, and has your doctor seen you about it?
closed|Does drinking help?
closed|Should we leave it there for today?
closed|Is there someone you could call?
closed|I'm wondering if you felt let down.
closed|Do you mean your brother?
closed|Has anything like that happened before?
closed|Didn't you want to go?
closed|Um, are your parents still alive?
closed|Who is looking after the children now?
closed|Since when?
closed|For how long?
closed|Would next Tuesday at four suit you?
closed|What you're saying is that you're tired?
closed|On a scale from zero to ten, how likely is it that you will go?
closed|Isn't that a lot to carry alone?
closed|So this was the first time?
closed|Do you know what set it off?
closed|Shall we look at the diary?
none|It sounds like that was a very long week.
none|You feel torn between the two of them.
none|Yeah?
none|Okay?
none|Right?
none|Really?
none|What you're saying is that nobody asked you.
none|What I hear is a lot of sadness.
none|How you see it is what counts here.
none|When I was away you managed on your own.
none|That must have been frightening.
none|I see.
none|So you went home and waited.
none|Part of you wants to stay, and part of you is already gone.
none|I wonder.
none|Tell me when it gets too much.
none|Take your time.
none|We have about ten minutes left.
none|You did that all by yourself.
none|Where you live now it is quieter.
none|Which is exactly what you were afraid of.
none|Who you are at work is not who you are at home.
none|I can tell that you have thought about this a lot.
none|It takes courage to say what you want.
none|There are a few ways to look at it.
none|You told me how he used to leave without a word.
none|And that is why you stopped calling.
none|Let's come back to that next time.
none|I know how much she means to you.
none|Whatever you decide is fine with me.
none|How hard that must be.
none|What a day.
none|Mm-hm.
none|So on the one hand you enjoy it, and on the other it scares you.
none|You weren't sure whether to come.
none|If it happens again, you can ring the clinic.
none|Good, then I will write that down.
none|As I understand it, the mornings are worst.
none|Some people find it helps to write it out.
none|It is not your fault.
"""

GERMAN = """
open|Was führt Sie heute zu mir?
open|Wie ist es Ihnen seit dem letzten Mal ergangen?
open|Wie war das für Sie?
open|Können Sie mir davon erzählen?
open|Können Sie mir ein bisschen mehr über Ihre Mutter erzählen?
open|Mögen Sie beschreiben, wie sich das anfühlt?
open|Erzählen Sie mir von dem Abend.
open|Erzähl mal, wie es in der Schule war.
open|Was geht Ihnen durch den Kopf, wenn er so spricht?
open|Woran merken Sie, dass es wieder losgeht?
open|Wovor haben Sie am meisten Angst?
open|Warum ist Ihnen das so wichtig?
open|Ich frage mich, wie Sie das ausgehalten haben.
open|Mich würde interessieren, was Ihre Frau dazu sagt.
open|Und was haben Sie dann gemacht?
open|Was für Gedanken kommen Ihnen da?
open|Gibt es sonst noch etwas, das Sie heute ansprechen möchten?
open|Könnten Sie mir ein Beispiel geben?
open|Wo im Körper spüren Sie das?
open|Woher kennen Sie dieses Gefühl?
open|Ähm, also, wie geht es Ihnen damit?
open|Wenn Sie jetzt an ihn denken, was fühlen Sie?
open|Was würde Ihnen helfen?
open|Inwiefern hat sich das verändert?
open|Wie würde Ihr Bruder das beschreiben?
open|Schildern Sie doch einmal einen ganz gewöhnlichen Tag.
open|Was hält Sie davon ab?
open|Möchten Sie mehr dazu sagen?
open|Was bedeutet das für dich?
open|Wie gehst du damit um?
open|Was beschäftigt Sie gerade?
open|Womit sollen wir anfangen?
closed|Haben Sie Kinder?
closed|Haben Sie gut geschlafen?
closed|Sind Sie noch bei der Arbeit?
closed|Ist das so?
closed|War das vor der Trennung?
closed|Waren Sie allein?
closed|Nehmen Sie die Tabletten noch?
closed|Fühlen Sie sich hier sicher?
closed|Gehst du noch hin?
closed|Wie oft kommt das vor?
closed|Wie lange sind Sie schon zusammen?
closed|Seit wann haben Sie das?
closed|Wann hat das angefangen?
closed|Wer war dabei?
closed|Mit wem haben Sie darüber gesprochen?
closed|Welche der beiden ist schwerer?
closed|Wie viele Tage in der Woche arbeiten Sie?
closed|Können Sie mir sagen, ob Sie daran gedacht haben, sich etwas anzutun?
closed|Sie sind einfach gegangen?
closed|Also war das neu für Sie?
closed|Das war schwer, nicht wahr?
closed|Das hat Ihnen gefehlt, oder?
closed|Kennst du das?
closed|Hat Ihr Mann das gewusst?
closed|Möchten Sie einen Moment so bleiben?
closed|Können Sie das noch einen Augenblick aushalten?
closed|Wollen wir hier aufhören?
closed|Wie alt waren Sie da?
none|Das klingt nach einer sehr langen Woche.
none|Sie fühlen sich zwischen beiden hin- und hergerissen.
none|Ja?
none|Okay?
none|Hm?
none|Was Sie da sagen, klingt sehr traurig.
none|Was mir auffällt, ist Ihre Stimme.
none|Wie Sie das sehen, darauf kommt es an.
none|Kann ich gut verstehen.
none|Dann haben Sie einfach gewartet.
none|Jetzt sind Sie müde.
none|Das ist viel auf einmal.
none|Ich verstehe, warum Sie gegangen sind.
none|Nehmen Sie sich Zeit.
none|Setzen Sie sich doch.
none|Wir haben noch zehn Minuten.
none|Glaube ich Ihnen.
none|Wo Sie jetzt wohnen, ist es ruhiger.
none|Das haben Sie ganz allein geschafft.
none|Mhm.
none|Sie wussten nicht, ob Sie kommen sollten.
none|Wenn es wieder passiert, rufen Sie an.
none|Es ist nicht Ihre Schuld.
none|Da war niemand, der gefragt hat.
none|Wer Sie zu Hause sind, das zeigen Sie hier nicht.
none|Einerseits tut es gut, andererseits macht es Angst.
"""

UNSEEN_ENGLISH = """
open|Yeah no, I get that, and what's it like when you're the one who has to decide?
open|Okay. So. How do we make sense of that?
open|What do you think your partner would say if I asked her?
open|Maybe you could tell me how the first day back went.
open|And the anger, where did that go?
open|If you were to give the fear a voice, what would it say?
open|Would it be okay to talk a bit about what happened at work?
open|What leads you to think you will fail?
open|How might you explain this to a friend?
open|So I'm kind of wondering what changed in March?
open|What, if anything, have you found useful so far?
open|Can I ask what you were afraid of?
open|Do you want to tell me about the letter?
open|What would need to happen for you to feel safe?
open|How are things between the two of you, generally speaking?
closed|And was your mother there too, or was it just you?
closed|Are we talking about a couple of drinks or a bottle?
closed|Did that make sense to you?
closed|Would you like some water?
closed|You mean the doctor?
closed|Can you remember who said that?
closed|Is it fair to say that it helped?
closed|Had you planned it?
closed|So that's a yes?
closed|Roughly how many hours do you get?
closed|Do you see what I mean?
closed|Is it okay if I write that down?
none|Hmm, that is what I would call brave.
none|When you talk about him your whole face changes.
none|How you managed that I don't know.
none|Do take a seat.
none|Have a good weekend.
none|I was wondering about that myself.
none|What matters is that you came.
none|Could be.
none|Is what it is.
none|There's a part of you that wonders how long this can go on.
none|So you asked yourself, is this it.
none|Can't have been easy.
"""

UNSEEN_GERMAN = """
open|Hm, und wie sah das konkret aus?
open|Was hat sich seit unserem letzten Gespräch getan?
open|Was wäre denn das Schlimmste, was passieren könnte?
open|Wie erklären Sie sich das?
open|Würden Sie mir noch einmal genauer beschreiben, was in der Küche los war?
open|Darf ich fragen, was Sie da gedacht haben?
open|Worum geht es Ihnen eigentlich?
open|Angenommen, das Problem wäre weg, was wäre dann anders?
open|Was meinst du, woran das liegt?
open|Wie, glauben Sie, hat sie das verstanden?
open|Und wenn die Angst kommt, was machen Sie dann?
open|Magst du mir sagen, was los ist?
open|Wozu dient das?
closed|Und Ihr Vater lebt noch?
closed|Darf ich kurz nachfragen?
closed|Trinken Sie jeden Tag?
closed|Stimmt das so?
closed|Würden Sie sagen, dass es besser geworden ist?
closed|Gab es einen bestimmten Auslöser?
closed|Bist du dir sicher?
closed|Ab wann wurde es schlimmer?
closed|Reden wir hier von einer Stunde?
closed|Passt Ihnen Dienstag?
closed|Ist es in Ordnung, wenn ich mitschreibe?
none|Was soll man da sagen.
none|Wer weiß.
none|Wie auch immer, Sie sind gegangen.
none|Hätten Sie das gewusst, wären Sie geblieben.
none|Da haben Sie recht.
none|Bleiben Sie ruhig sitzen.
none|So etwas habe ich mir gedacht.
none|Ist ja auch viel verlangt.
none|Verstehe ich.
none|Mir ist aufgefallen, wie leise Sie geworden sind.
none|Haben Sie keine Sorge.
"""
"""Written after the rules, which have learnt from them since that "what matters is" asks nothing; before,
English had 0.96 / 0.77 / 0.86 and 0.83 / 0.72 / 0.78."""


def labelled(text: str) -> Labelled:
    """Sentence and label of each line."""
    rows = (line.partition("|") for line in text.strip().splitlines())
    return [(sentence, label) for label, _bar, sentence in rows]


def spoken(text: str, at_s: float = 0.0, pauses_s: dict[int, float] | None = None) -> list[Word]:
    """The words one after the other, 0.3 s each; `pauses_s` are silences before a word by its position."""
    words: list[Word] = []
    for index, said in enumerate(text.split()):
        at_s += (pauses_s or {}).get(index, 0.0)
        words.append(Word(said, to_samples(at_s), to_samples(at_s + 0.3), 0.9))
        at_s += 0.3
    return words
