<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Answers</name>
    <message>
      <source>No answers.</source>
      <translation>Keine Antworten.</translation>
    </message>
    <message>
      <source>{count} of the {needed} answers that a share takes: none is given.</source>
      <translation>{count} der {needed} Antworten, die ein Anteil braucht: daher keiner.</translation>
    </message>
    <message>
      <source>{percent} % under 200 ms, median {middle} s (n = {count})</source>
      <translation>{percent} % unter 200 ms, Median {middle} s (n = {count})</translation>
    </message>
  </context>
  <context>
    <name>Bar</name>
    <message>
      <source>Bring the playhead into view and follow it</source>
      <translation>Abspielposition in den Blick holen und ihr folgen</translation>
    </message>
    <message>
      <source>Explain keys and mouse</source>
      <translation>Tasten und Maus erklären</translation>
    </message>
    <message>
      <source>Explain shapes and colours</source>
      <translation>Formen und Farben erklären</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Legend</source>
      <translation>Legende</translation>
    </message>
    <message>
      <source>Show the whole session</source>
      <translation>Die ganze Sitzung zeigen</translation>
    </message>
    <message>
      <source>To the playhead</source>
      <translation>Zur Position</translation>
    </message>
    <message>
      <source>Whole session</source>
      <translation>Ganze Sitzung</translation>
    </message>
    <message>
      <source>Zoom in</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Zoom out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <source>{start} – {end} of {whole}</source>
      <translation>{start} – {end} von {whole}</translation>
    </message>
  </context>
  <context>
    <name>Brief</name>
    <message>
      <source>Bookmarked</source>
      <translation>Lesezeichen gesetzt</translation>
    </message>
    <message>
      <source>Client not heard</source>
      <translation>Kein Ton: Klient:in</translation>
    </message>
    <message>
      <source>Intentional</source>
      <translation>Beabsichtigt</translation>
    </message>
    <message>
      <source>Listening…</source>
      <translation>Hört zu…</translation>
    </message>
    <message>
      <source>No bookmark</source>
      <translation>Kein Lesezeichen</translation>
    </message>
    <message>
      <source>No share now</source>
      <translation>Kein Anteil</translation>
    </message>
    <message>
      <source>Nobody is heard</source>
      <translation>Kein Ton</translation>
    </message>
    <message>
      <source>Not saved</source>
      <translation>Nicht gespeichert</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Pausiert</translation>
    </message>
    <message>
      <source>You: not heard</source>
      <translation>Kein Ton: Sie</translation>
    </message>
    <message>
      <source>You: {length}</source>
      <translation>Sie: {length}</translation>
    </message>
    <message>
      <source>You: {percent} %</source>
      <translation>Sie: {percent} %</translation>
    </message>
    <message>
      <source>{count} cut-ins</source>
      <translation>{count}× ins Wort</translation>
    </message>
  </context>
  <context>
    <name>Desktop</name>
    <message>
      <source>This desktop cannot keep the overlay out of a shared screen: whoever you share your whole screen with sees it. Share a single window, or hide the overlay meanwhile.</source>
      <translation>Dieser Desktop kann die Anzeige nicht aus einem geteilten Bildschirm heraushalten: Wem Sie den ganzen Bildschirm zeigen, der sieht sie. Teilen Sie ein einzelnes Fenster, oder blenden Sie die Anzeige so lange aus.</translation>
    </message>
    <message>
      <source>This desktop lets no program have keys of its own: use the overlay's menu.</source>
      <translation>Auf diesem Desktop kann kein Programm eigene Tasten haben: Benutzen Sie das Menü der Anzeige.</translation>
    </message>
    <message>
      <source>{keys}: another program has these keys. Choose others in the settings.</source>
      <translation>{keys}: Diese Tasten hat ein anderes Programm. Wählen Sie andere in den Einstellungen.</translation>
    </message>
  </context>
  <context>
    <name>Dropping</name>
    <message>
      <source>&amp;Delete</source>
      <translation>&amp;Löschen</translation>
    </message>
    <message>
      <source>&amp;Keep</source>
      <translation>&amp;Behalten</translation>
    </message>
    <message>
      <source>Delete the words and any sound that were kept of this session?</source>
      <translation>Den Wortlaut und den Ton löschen, die von dieser Sitzung gespeichert wurden?</translation>
    </message>
    <message>
      <source>From here on only its numbers are kept. This cannot be undone.</source>
      <translation>Ab hier werden nur noch ihre Zahlen gespeichert. Das lässt sich nicht rückgängig machen.</translation>
    </message>
  </context>
  <context>
    <name>DueDialog</name>
    <message>
      <source>&amp;Delete</source>
      <translation>&amp;Löschen</translation>
    </message>
    <message>
      <source>&amp;Keep for now</source>
      <translation>&amp;Vorerst behalten</translation>
    </message>
    <message>
      <source>This has been kept for as long as your settings say:</source>
      <translation>Dies war so lange gespeichert, wie Ihre Einstellungen es vorsehen:</translation>
    </message>
    <message>
      <source>What has been kept for as long as your settings say</source>
      <translation>Was so lange gespeichert war, wie Ihre Einstellungen es vorsehen</translation>
    </message>
  </context>
  <context>
    <name>Evidence</name>
    <message>
      <source>Let it count again</source>
      <translation>Wieder zählen</translation>
    </message>
    <message>
      <source>Play it</source>
      <translation>Abspielen</translation>
    </message>
    <message>
      <source>Play the ten seconds around it (Enter)</source>
      <translation>Die zehn Sekunden darum herum abspielen (Eingabetaste)</translation>
    </message>
    <message>
      <source>{title}, at {time}</source>
      <translation>{title}, bei {time}</translation>
    </message>
  </context>
  <context>
    <name>ExportDialog</name>
    <message>
      <source>&amp;Close</source>
      <translation>S&amp;chließen</translation>
    </message>
    <message>
      <source>&amp;Export</source>
      <translation>&amp;Exportieren</translation>
    </message>
    <message>
      <source>&amp;Format</source>
      <translation>&amp;Format</translation>
    </message>
    <message>
      <source>&amp;Keep it</source>
      <translation>&amp;Behalten</translation>
    </message>
    <message>
      <source>&amp;Replace</source>
      <translation>&amp;Ersetzen</translation>
    </message>
    <message>
      <source>&amp;Stop</source>
      <translation>&amp;Anhalten</translation>
    </message>
    <message>
      <source>&amp;Where to</source>
      <translation>&amp;Ziel</translation>
    </message>
    <message>
      <source>C&amp;hoose …</source>
      <translation>&amp;Auswählen …</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>No words were kept.</source>
      <translation>Es wurde kein Wortlaut gespeichert.</translation>
    </message>
    <message>
      <source>Replace it?</source>
      <translation>Ersetzen?</translation>
    </message>
    <message>
      <source>Sho&amp;w folder</source>
      <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
      <source>What you export is not encrypted.</source>
      <translation>Was Sie exportieren, ist nicht verschlüsselt.</translation>
    </message>
    <message>
      <source>Where to</source>
      <translation>Ziel</translation>
    </message>
    <message>
      <source>With the words that were &amp;spoken</source>
      <translation>Mit dem &amp;Wortlaut</translation>
    </message>
    <message>
      <source>Written: {path}</source>
      <translation>Geschrieben: {path}</translation>
    </message>
    <message>
      <source>{name} is there already.</source>
      <translation>{name} gibt es schon.</translation>
    </message>
    <message>
      <source>{seconds} s of it were not kept: the file is silent there, or ends before.</source>
      <translation>{seconds} s davon wurden nicht gespeichert: Dort ist die Datei still oder endet früher.</translation>
    </message>
    <message>
      <source>{title} – {purpose}</source>
      <translation>{title} – {purpose}</translation>
    </message>
  </context>
  <context>
    <name>Filing</name>
    <message>
      <source>Saved: {path}</source>
      <translation>Gespeichert: {path}</translation>
    </message>
  </context>
  <context>
    <name>Filters</name>
    <message>
      <source>&amp;Client</source>
      <translation>Kl&amp;ient:in</translation>
    </message>
    <message>
      <source>&amp;Figure</source>
      <translation>&amp;Kennzahl</translation>
    </message>
    <message>
      <source>&amp;Last</source>
      <translation>&amp;Letzte</translation>
    </message>
    <message>
      <source>&amp;Preset</source>
      <translation>&amp;Sitzungsart</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>What is usual is worked out over so many sessions</source>
      <translation>Über so viele Sitzungen wird errechnet, was üblich ist</translation>
    </message>
    <message>
      <source>{count} sessions</source>
      <translation>{count} Sitzungen</translation>
    </message>
  </context>
  <context>
    <name>Header</name>
    <message>
      <source>ddd d MMMM yyyy, HH:mm</source>
      <translation>ddd, d. MMMM yyyy, HH:mm</translation>
    </message>
    <message>
      <source>interruption by you</source>
      <translation>Unterbrechung durch Sie</translation>
    </message>
    <message>
      <source>interruptions by you</source>
      <translation>Unterbrechungen durch Sie</translation>
    </message>
    <message>
      <source>of silence</source>
      <translation>Schweigen</translation>
    </message>
    <message>
      <source>of the talk was yours</source>
      <translation>Ihr Redeanteil</translation>
    </message>
    <message>
      <source>withheld</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>{count} contested</source>
      <translation>{count} bestritten</translation>
    </message>
    <message>
      <source>{length} long</source>
      <translation>Dauer {length}</translation>
    </message>
    <message>
      <source>{share} %</source>
      <translation>{share} %</translation>
    </message>
  </context>
  <context>
    <name>Histogram</name>
    <message>
      <source>1 s</source>
      <translation>1 s</translation>
    </message>
    <message>
      <source>2 s</source>
      <translation>2 s</translation>
    </message>
    <message>
      <source>200 ms</source>
      <translation>200 ms</translation>
    </message>
    <message>
      <source>3 s +</source>
      <translation>3 s +</translation>
    </message>
    <message>
      <source>overlap</source>
      <translation>Überlappung</translation>
    </message>
    <message>
      <source>{start} s after the other ended or later: {count}</source>
      <translation>{start} s nach dem Ende des Beitrags oder später: {count}</translation>
    </message>
    <message>
      <source>{start} to {to} s after the other ended: {count}</source>
      <translation>{start} bis {to} s nach dem Ende des Beitrags: {count}</translation>
    </message>
    <message>
      <source>{to} s before the other ended or earlier: {count}</source>
      <translation>{to} s vor dem Ende des Beitrags oder früher: {count}</translation>
    </message>
    <message>
      <source>{to} to {start} s before the other ended: {count}</source>
      <translation>{to} bis {start} s vor dem Ende des Beitrags: {count}</translation>
    </message>
  </context>
  <context>
    <name>KeysSheet</name>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
  </context>
  <context>
    <name>LatencyPanel</name>
    <message>
      <source>All replies to turns of 3 s and more</source>
      <translation>Alle Antworten auf Beiträge ab 3 s</translation>
    </message>
    <message>
      <source>Client, for comparison</source>
      <translation>Klient:in, zum Vergleich</translation>
    </message>
    <message>
      <source>Nobody answered a turn of 3 s or more within 10 s, so there is nothing to measure.</source>
      <translation>Auf keinen Redebeitrag ab 3 s kam innerhalb von 10 s eine Antwort; es gibt also nichts zu messen.</translation>
    </message>
    <message>
      <source>Replies</source>
      <translation>Antworten</translation>
    </message>
    <message>
      <source>Show &amp;all</source>
      <translation>Alle &amp;zeigen</translation>
    </message>
    <message>
      <source>The replies of the chosen bar</source>
      <translation>Die Antworten des gewählten Balkens</translation>
    </message>
    <message>
      <source>Therapist, after turns of 10 s and more</source>
      <translation>Therapeut:in, nach Beiträgen ab 10 s</translation>
    </message>
    <message>
      <source>Therapist, after turns of 3 s and more</source>
      <translation>Therapeut:in, nach Beiträgen ab 3 s</translation>
    </message>
    <message>
      <source>after {seconds} s</source>
      <translation>nach {seconds} s</translation>
    </message>
    <message>
      <source>turn of {length}</source>
      <translation>Beitrag von {length}</translation>
    </message>
    <message>
      <source>{seconds} s in overlap</source>
      <translation>{seconds} s Überlappung</translation>
    </message>
  </context>
  <context>
    <name>Ledger</name>
    <message>
      <source>After</source>
      <translation>Nach</translation>
    </message>
    <message>
      <source>At</source>
      <translation>Bei</translation>
    </message>
    <message>
      <source>Ended by</source>
      <translation>Beendet durch</translation>
    </message>
    <message>
      <source>First words</source>
      <translation>Erste Wörter</translation>
    </message>
    <message>
      <source>How long nobody spoke</source>
      <translation>Wie lange niemand sprach</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>The first words after it</source>
      <translation>Die ersten Wörter danach</translation>
    </message>
    <message>
      <source>When the silence began</source>
      <translation>Wann das Schweigen begann</translation>
    </message>
    <message>
      <source>Who spoke first after it</source>
      <translation>Wer danach zuerst sprach</translation>
    </message>
    <message>
      <source>Who spoke last before it</source>
      <translation>Wer davor zuletzt sprach</translation>
    </message>
  </context>
  <context>
    <name>LevelBar</name>
    <message>
      <source>Level: {name}</source>
      <translation>Pegel: {name}</translation>
    </message>
  </context>
  <context>
    <name>Menus</name>
    <message>
      <source>&amp;Bookmark with a note</source>
      <translation>&amp;Lesezeichen mit Notiz</translation>
    </message>
    <message>
      <source>&amp;Close</source>
      <translation>S&amp;chließen</translation>
    </message>
    <message>
      <source>&amp;Colours</source>
      <translation>&amp;Farben</translation>
    </message>
    <message>
      <source>&amp;Edit</source>
      <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
      <source>&amp;Export …</source>
      <translation>&amp;Exportieren …</translation>
    </message>
    <message>
      <source>&amp;Faster</source>
      <translation>S&amp;chneller</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>&amp;Datei</translation>
    </message>
    <message>
      <source>&amp;Find words</source>
      <translation>&amp;Wörter suchen</translation>
    </message>
    <message>
      <source>&amp;Follow what is heard</source>
      <translation>&amp;Gehörtem folgen</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>&amp;Hilfe</translation>
    </message>
    <message>
      <source>&amp;Keys</source>
      <translation>&amp;Tasten</translation>
    </message>
    <message>
      <source>&amp;Light</source>
      <translation>&amp;Hell</translation>
    </message>
    <message>
      <source>&amp;Loop</source>
      <translation>&amp;Schleife</translation>
    </message>
    <message>
      <source>&amp;Next moment</source>
      <translation>&amp;Nächster Moment</translation>
    </message>
    <message>
      <source>&amp;Open another session …</source>
      <translation>&amp;Andere Sitzung öffnen …</translation>
    </message>
    <message>
      <source>&amp;Play</source>
      <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
      <source>&amp;Play or pause</source>
      <translation>&amp;Wiedergabe oder Pause</translation>
    </message>
    <message>
      <source>&amp;Save the analysis with your remarks …</source>
      <translation>Analyse mit Ihren Anmerkungen &amp;speichern …</translation>
    </message>
    <message>
      <source>&amp;Slower</source>
      <translation>&amp;Langsamer</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Rückgängig</translation>
    </message>
    <message>
      <source>&amp;Usual text</source>
      <translation>&amp;Normale Schrift</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>&amp;Ansicht</translation>
    </message>
    <message>
      <source>As the &amp;desktop</source>
      <translation>Wie der &amp;Desktop</translation>
    </message>
    <message>
      <source>D&amp;ark</source>
      <translation>D&amp;unkel</translation>
    </message>
    <message>
      <source>Hear the &amp;client</source>
      <translation>&amp;Klient:in hören</translation>
    </message>
    <message>
      <source>Hear the &amp;therapist</source>
      <translation>&amp;Therapeut:in hören</translation>
    </message>
    <message>
      <source>L&amp;arger text</source>
      <translation>G&amp;rößere Schrift</translation>
    </message>
    <message>
      <source>Let it count again</source>
      <translation>Wieder zählen</translation>
    </message>
    <message>
      <source>Loop &amp;up to here</source>
      <translation>Schleife &amp;bis hier</translation>
    </message>
    <message>
      <source>Loop from &amp;here</source>
      <translation>Schleife &amp;ab hier</translation>
    </message>
    <message>
      <source>Mark the stretch as &amp;intentional</source>
      <translation>Ab&amp;schnitt als beabsichtigt markieren</translation>
    </message>
    <message>
      <source>Open a &amp;recording …</source>
      <translation>Au&amp;fnahme öffnen …</translation>
    </message>
    <message>
      <source>Pre&amp;vious moment</source>
      <translation>&amp;Voriger Moment</translation>
    </message>
    <message>
      <source>Re&amp;port …</source>
      <translation>&amp;Bericht …</translation>
    </message>
    <message>
      <source>S&amp;maller text</source>
      <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
      <source>Show &amp;everything</source>
      <translation>&amp;Alles zeigen</translation>
    </message>
    <message>
      <source>Show &amp;less time</source>
      <translation>W&amp;eniger Zeit zeigen</translation>
    </message>
    <message>
      <source>Show &amp;more time</source>
      <translation>&amp;Mehr Zeit zeigen</translation>
    </message>
    <message>
      <source>Space</source>
      <translation>Leertaste</translation>
    </message>
  </context>
  <context>
    <name>Microphones</name>
    <message>
      <source>Where the client is heard</source>
      <translation>Worüber Klient:in zu hören ist</translation>
    </message>
    <message>
      <source>Where the therapist is heard</source>
      <translation>Worüber Therapeut:in zu hören ist</translation>
    </message>
  </context>
  <context>
    <name>Minimap</name>
    <message>
      <source>The whole session in small</source>
      <translation>Die ganze Sitzung im Kleinen</translation>
    </message>
  </context>
  <context>
    <name>MomentsPanel</name>
    <message>
      <source>All moments</source>
      <translation>Alle Momente</translation>
    </message>
    <message>
      <source>Also &amp;possible and silent ones (not counted)</source>
      <translation>Auch &amp;mögliche und stille (nicht gezählt)</translation>
    </message>
    <message>
      <source>Both speakers</source>
      <translation>Beide</translation>
    </message>
    <message>
      <source>By the client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>By the therapist</source>
      <translation>Therapeut:in</translation>
    </message>
    <message>
      <source>Interruptions</source>
      <translation>Unterbrechungen</translation>
    </message>
    <message>
      <source>Moments</source>
      <translation>Momente</translation>
    </message>
    <message>
      <source>Monologues</source>
      <translation>Monologe</translation>
    </message>
    <message>
      <source>Nobody interrupted in this session, and nobody spoke for very long.</source>
      <translation>In dieser Sitzung hat niemand unterbrochen und niemand sehr lange gesprochen.</translation>
    </message>
    <message>
      <source>There are moments, but none of this kind: choose others above.</source>
      <translation>Es gibt Momente, aber keine dieser Art: Wählen Sie oben andere.</translation>
    </message>
    <message>
      <source>Which moments are listed</source>
      <translation>Welche Momente aufgeführt sind</translation>
    </message>
    <message>
      <source>Whose moments are listed</source>
      <translation>Wessen Momente aufgeführt sind</translation>
    </message>
  </context>
  <context>
    <name>NotesPanel</name>
    <message>
      <source>&amp;Add</source>
      <translation>Hin&amp;zufügen</translation>
    </message>
    <message>
      <source>&amp;Edit</source>
      <translation>&amp;Ändern</translation>
    </message>
    <message>
      <source>&amp;Remove</source>
      <translation>&amp;Entfernen</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Rückgängig</translation>
    </message>
    <message>
      <source>1 note</source>
      <translation>1 Notiz</translation>
    </message>
    <message>
      <source>A bookmark without text</source>
      <translation>Ein Lesezeichen ohne Text</translation>
    </message>
    <message>
      <source>About the session</source>
      <translation>Zur Sitzung</translation>
    </message>
    <message>
      <source>New note at the playhead</source>
      <translation>Neue Notiz an der Abspielposition</translation>
    </message>
    <message>
      <source>New note at {time}</source>
      <translation>Neue Notiz bei {time}</translation>
    </message>
    <message>
      <source>No notes yet. Write one below: it stands at the moment where the playhead is.</source>
      <translation>Noch keine Notizen. Schreiben Sie unten eine: Sie steht dann an der Abspielposition.</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <source>Notes about the session</source>
      <translation>Notizen zur Sitzung</translation>
    </message>
    <message>
      <source>Remove the chosen note (Delete)</source>
      <translation>Die gewählte Notiz entfernen (Entf)</translation>
    </message>
    <message>
      <source>The note was removed.</source>
      <translation>Die Notiz wurde entfernt.</translation>
    </message>
    <message>
      <source>What to remember of the session as a whole</source>
      <translation>Was von der Sitzung insgesamt festzuhalten ist</translation>
    </message>
    <message>
      <source>Write the chosen note over (F2)</source>
      <translation>Die gewählte Notiz umschreiben (F2)</translation>
    </message>
    <message>
      <source>{count} notes</source>
      <translation>{count} Notizen</translation>
    </message>
  </context>
  <context>
    <name>OverTimePage</name>
    <message>
      <source>&amp;All of the time</source>
      <translation>&amp;Gesamte Zeit</translation>
    </message>
    <message>
      <source>&amp;Table</source>
      <translation>&amp;Tabelle</translation>
    </message>
    <message>
      <source>Each dot is a session. Click it, or press Enter, to open it.</source>
      <translation>Jeder Punkt ist eine Sitzung. Ein Klick oder die Eingabetaste öffnet sie.</translation>
    </message>
    <message>
      <source>Figures</source>
      <translation>Kennzahlen</translation>
    </message>
    <message>
      <source>Here your own figures will stand, from session to session: what is usual for you, and how much it varies.

No session has been kept yet. A first one shows here as a dot; what is usual can be said from four on.</source>
      <translation>Hier stehen künftig Ihre eigenen Kennzahlen, von Sitzung zu Sitzung: was für Sie üblich ist und wie stark es schwankt.

Noch ist keine Sitzung gespeichert. Die erste erscheint hier als Punkt; was üblich ist, lässt sich ab vier Sitzungen sagen.</translation>
    </message>
    <message>
      <source>No session is of this client and of this preset: choose others above.</source>
      <translation>Keine Sitzung passt zu dieser Auswahl: Wählen Sie oben anders.</translation>
    </message>
    <message>
      <source>Show all of the time</source>
      <translation>Die gesamte Zeit zeigen</translation>
    </message>
    <message>
      <source>Show the values as a table</source>
      <translation>Die Werte als Tabelle zeigen</translation>
    </message>
    <message>
      <source>The same values as a table</source>
      <translation>Dieselben Werte als Tabelle</translation>
    </message>
    <message>
      <source>The wheel, + and − enlarge a stretch of time; dragging moves it</source>
      <translation>Mausrad, + und − vergrößern einen Zeitraum; Ziehen verschiebt ihn</translation>
    </message>
    <message>
      <source>These figures describe your own sessions and do not judge them: no value is better for being high or low.</source>
      <translation>Diese Kennzahlen beschreiben Ihre eigenen Sitzungen und bewerten sie nicht: Kein Wert ist besser, weil er hoch oder niedrig ist.</translation>
    </message>
    <message>
      <source>{figure} over time</source>
      <translation>{figure} im Verlauf</translation>
    </message>
  </context>
  <context>
    <name>OverlayMenu</name>
    <message>
      <source>&amp;Ambient: a bar without digits</source>
      <translation>&amp;Dezent: ein Balken ohne Ziffern</translation>
    </message>
    <message>
      <source>&amp;Bookmark this moment</source>
      <translation>&amp;Lesezeichen setzen</translation>
    </message>
    <message>
      <source>&amp;Cues in this session</source>
      <translation>H&amp;inweise in dieser Sitzung</translation>
    </message>
    <message>
      <source>&amp;Drop what was kept…</source>
      <translation>&amp;Gespeichertes löschen…</translation>
    </message>
    <message>
      <source>&amp;Hidden until asked for</source>
      <translation>&amp;Verborgen, bis Sie danach fragen</translation>
    </message>
    <message>
      <source>&amp;Intentional from here</source>
      <translation>Ab hier &amp;beabsichtigt</translation>
    </message>
    <message>
      <source>&amp;Mini strip</source>
      <translation>Mini&amp;streifen</translation>
    </message>
    <message>
      <source>&amp;Numbers, always</source>
      <translation>&amp;Zahlen, immer</translation>
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Pausieren</translation>
    </message>
    <message>
      <source>&amp;Resume</source>
      <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
      <source>&amp;Stop</source>
      <translation>Bee&amp;nden</translation>
    </message>
    <message>
      <source>A &amp;look now and then</source>
      <translation>&amp;Ab und zu ein Blick</translation>
    </message>
    <message>
      <source>Disp&amp;lay</source>
      <translation>&amp;Anzeige</translation>
    </message>
    <message>
      <source>Hide for n&amp;ow</source>
      <translation>&amp;Vorerst ausblenden</translation>
    </message>
    <message>
      <source>No more c&amp;ues like this one</source>
      <translation>Keine solchen Hinweise &amp;mehr</translation>
    </message>
    <message>
      <source>Of &amp;cut-ins</source>
      <translation>Bei &amp;Unterbrechungen</translation>
    </message>
    <message>
      <source>Of &amp;long turns</source>
      <translation>Bei &amp;langen Beiträgen</translation>
    </message>
    <message>
      <source>Of your &amp;share</source>
      <translation>Zu Ihrem &amp;Anteil</translation>
    </message>
    <message>
      <source>Opaci&amp;ty</source>
      <translation>Deckk&amp;raft</translation>
    </message>
    <message>
      <source>S&amp;how words</source>
      <translation>&amp;Wörter zeigen</translation>
    </message>
    <message>
      <source>S&amp;wap channels</source>
      <translation>&amp;Kanäle tauschen</translation>
    </message>
    <message>
      <source>Settin&amp;gs…</source>
      <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
      <source>Stop &amp;keeping sound from here</source>
      <translation>Ab hier keinen &amp;Ton mehr speichern</translation>
    </message>
  </context>
  <context>
    <name>PassphraseDialog</name>
    <message>
      <source>&amp;Again</source>
      <translation>Noch &amp;einmal</translation>
    </message>
    <message>
      <source>&amp;Passphrase</source>
      <translation>&amp;Passphrase</translation>
    </message>
    <message>
      <source>Keep &amp;nothing</source>
      <translation>&amp;Nichts speichern</translation>
    </message>
    <message>
      <source>Passphrase</source>
      <translation>Passphrase</translation>
    </message>
    <message>
      <source>Passphrase again</source>
      <translation>Passphrase noch einmal</translation>
    </message>
    <message>
      <source>The two are not the same.</source>
      <translation>Die beiden stimmen nicht überein.</translation>
    </message>
  </context>
  <context>
    <name>PlayerBar</name>
    <message>
      <source>Back 5 seconds (Left)</source>
      <translation>5 Sekunden zurück (Links)</translation>
    </message>
    <message>
      <source>Faster (])</source>
      <translation>Schneller (])</translation>
    </message>
    <message>
      <source>Hear: {who} ({key})</source>
      <translation>Hören: {who} ({key})</translation>
    </message>
    <message>
      <source>How fast</source>
      <translation>Wie schnell</translation>
    </message>
    <message>
      <source>Next moment (N)</source>
      <translation>Nächster Moment (N)</translation>
    </message>
    <message>
      <source>On 5 seconds (Right)</source>
      <translation>5 Sekunden weiter (Rechts)</translation>
    </message>
    <message>
      <source>Pause (Space)</source>
      <translation>Pause (Leertaste)</translation>
    </message>
    <message>
      <source>Play (Space)</source>
      <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
      <source>Play the marked stretch again and again (L)</source>
      <translation>Den markierten Abschnitt immer wieder abspielen (L)</translation>
    </message>
    <message>
      <source>Position and length</source>
      <translation>Position und Dauer</translation>
    </message>
    <message>
      <source>Previous moment (P)</source>
      <translation>Voriger Moment (P)</translation>
    </message>
    <message>
      <source>Slower ([)</source>
      <translation>Langsamer ([)</translation>
    </message>
    <message>
      <source>{now} / {whole}</source>
      <translation>{now} / {whole}</translation>
    </message>
    <message>
      <source>{speed}×</source>
      <comment>how fast</comment>
      <translation>{speed}×</translation>
    </message>
  </context>
  <context>
    <name>Program</name>
    <message>
      <source>The session is being opened …</source>
      <translation>Die Sitzung wird geöffnet …</translation>
    </message>
    <message>
      <source>{names} is being analysed …</source>
      <translation>{names} wird ausgewertet …</translation>
    </message>
  </context>
  <context>
    <name>QuestionsPanel</name>
    <message>
      <source>1 question: {open} open, {closed} closed.</source>
      <translation>1 Frage: {open} offen, {closed} geschlossen.</translation>
    </message>
    <message>
      <source>As the rules say</source>
      <translation>Wie nach den Regeln</translation>
    </message>
    <message>
      <source>Backspace</source>
      <translation>Rücktaste</translation>
    </message>
    <message>
      <source>Corrected by hand</source>
      <translation>Von Hand berichtigt</translation>
    </message>
    <message>
      <source>Found by rules on the words, which err now and then. Neither kind is the better one.</source>
      <translation>Nach Regeln am Wortlaut gefunden, die sich hin und wieder irren. Keine Art ist die bessere.</translation>
    </message>
    <message>
      <source>Questions are found by their words, and there are none of this session.</source>
      <translation>Fragen werden am Wortlaut erkannt, und von dieser Sitzung gibt es keinen.</translation>
    </message>
    <message>
      <source>The therapist asked no question that the rules know.</source>
      <translation>Es kam keine Frage vor, die die Regeln kennen.</translation>
    </message>
    <message>
      <source>The therapist's questions</source>
      <translation>Die Fragen der Therapeut:in</translation>
    </message>
    <message>
      <source>There are no rules yet that find questions in the language of this session.</source>
      <translation>Für die Sprache dieser Sitzung gibt es noch keine Regeln, die Fragen finden.</translation>
    </message>
    <message>
      <source>{count} questions: {open} open, {closed} closed.</source>
      <translation>{count} Fragen: {open} offen, {closed} geschlossen.</translation>
    </message>
  </context>
  <context>
    <name>Report</name>
    <message>
      <source>0.5</source>
      <translation>0,5</translation>
    </message>
    <message>
      <source>1 answer, median {median} s.</source>
      <translation>1 Antwort, Median {median} s.</translation>
    </message>
    <message>
      <source>1 question: {open} open, {closed} closed.</source>
      <translation>1 Frage: {open} offen, {closed} geschlossen.</translation>
    </message>
    <message>
      <source>1 stretch of speech without words.</source>
      <translation>1 Abschnitt mit Sprache ohne Wörter.</translation>
    </message>
    <message>
      <source>Answers: {count}, within 200 ms: {quick}; the highest bar holds {most}.</source>
      <translation>Antworten: {count}, binnen 200 ms: {quick}; der höchste Balken steht für {most}.</translation>
    </message>
    <message>
      <source>April</source>
      <translation>April</translation>
    </message>
    <message>
      <source>Around {time}</source>
      <translation>Um {time}</translation>
    </message>
    <message>
      <source>As it became known: {kinds}.</source>
      <translation>Wie es bekannt wurde: {kinds}.</translation>
    </message>
    <message>
      <source>At</source>
      <translation>Bei</translation>
    </message>
    <message>
      <source>Attempted interruption</source>
      <translation>Versuchte Unterbrechung</translation>
    </message>
    <message>
      <source>August</source>
      <translation>August</translation>
    </message>
    <message>
      <source>Backchannel</source>
      <translation>Hörersignal</translation>
    </message>
    <message>
      <source>Backchannels</source>
      <translation>Hörersignale</translation>
    </message>
    <message>
      <source>Began with</source>
      <translation>Begann mit</translation>
    </message>
    <message>
      <source>Both at once</source>
      <translation>Beide zugleich</translation>
    </message>
    <message>
      <source>Both spoke</source>
      <translation>Beide sprachen</translation>
    </message>
    <message>
      <source>Both spoke for {time} s; neither stopped first; sure to {percent}.</source>
      <translation>Beide sprachen {time} s; niemand hörte zuerst auf; sicher zu {percent}.</translation>
    </message>
    <message>
      <source>Both spoke for {time} s; the client stopped first; sure to {percent}.</source>
      <translation>Beide sprachen {time} s; Klient:in hörte zuerst auf; sicher zu {percent}.</translation>
    </message>
    <message>
      <source>Both spoke for {time} s; the therapist stopped first; sure to {percent}.</source>
      <translation>Beide sprachen {time} s; Therapeut:in hörte zuerst auf; sicher zu {percent}.</translation>
    </message>
    <message>
      <source>Both went on</source>
      <translation>Beide sprachen weiter</translation>
    </message>
    <message>
      <source>By saying</source>
      <translation>Mit den Worten</translation>
    </message>
    <message>
      <source>Came in {time} s into a pause, after a clause that was never finished; sure to {percent}, and counted nowhere.</source>
      <translation>Setzte {time} s nach Beginn einer Pause ein, nach einem Satz, der nie beendet wurde; sicher zu {percent}, und nirgends gezählt.</translation>
    </message>
    <message>
      <source>Client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>Client answers</source>
      <translation>Klient:in antwortet</translation>
    </message>
    <message>
      <source>Closed</source>
      <translation>Geschlossen</translation>
    </message>
    <message>
      <source>Contested: {why}. Not counted.</source>
      <translation>Bestritten: {why}. Nicht gezählt.</translation>
    </message>
    <message>
      <source>Cut off</source>
      <translation>Abgeschnitten</translation>
    </message>
    <message>
      <source>C{number}</source>
      <translation>K{number}</translation>
    </message>
    <message>
      <source>December</source>
      <translation>Dezember</translation>
    </message>
    <message>
      <source>Each speaker's figures</source>
      <translation>Die Zahlen beider</translation>
    </message>
    <message>
      <source>Ended by</source>
      <translation>Beendet durch</translation>
    </message>
    <message>
      <source>February</source>
      <translation>Februar</translation>
    </message>
    <message>
      <source>Figure</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>First words</source>
      <translation>Erste Wörter</translation>
    </message>
    <message>
      <source>Found by rules on the words, which err: the replay lets you correct them.</source>
      <translation>Nach Regeln über die Wörter gefunden, die irren: In der Rückschau lassen sie sich berichtigen.</translation>
    </message>
    <message>
      <source>From the end of a turn of {time} s and more to the beginning of the other's answer; negative where it began before. Answers after a lapse are left out. Strong bars: within 200 ms.</source>
      <translation>Vom Ende eines Beitrags von {time} s und mehr bis zum Beginn der Antwort; negativ, wo sie vorher begann. Antworten nach langem Schweigen bleiben außen vor. Kräftige Balken: binnen 200 ms.</translation>
    </message>
    <message>
      <source>Half of them lie between {lower} and {upper} s.</source>
      <translation>Die Hälfte liegt zwischen {lower} und {upper} s.</translation>
    </message>
    <message>
      <source>How far this can be trusted</source>
      <translation>Wie weit dem zu trauen ist</translation>
    </message>
    <message>
      <source>How soon each answered</source>
      <translation>Wie bald geantwortet wurde</translation>
    </message>
    <message>
      <source>How this was made</source>
      <translation>Wie dies entstand</translation>
    </message>
    <message>
      <source>In figures</source>
      <translation>In Zahlen</translation>
    </message>
    <message>
      <source>Interruption</source>
      <translation>Unterbrechung</translation>
    </message>
    <message>
      <source>Interruptions made</source>
      <translation>Unterbrechungen</translation>
    </message>
    <message>
      <source>January</source>
      <translation>Januar</translation>
    </message>
    <message>
      <source>July</source>
      <translation>Juli</translation>
    </message>
    <message>
      <source>June</source>
      <translation>Juni</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Led on purpose</source>
      <translation>Absichtlich geführt</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>Longest turn</source>
      <translation>Längster Beitrag</translation>
    </message>
    <message>
      <source>Made by session-monitor {version}. Nothing was sent anywhere.</source>
      <translation>Erstellt mit session-monitor {version}. Nichts wurde irgendwohin gesendet.</translation>
    </message>
    <message>
      <source>March</source>
      <translation>März</translation>
    </message>
    <message>
      <source>May</source>
      <translation>Mai</translation>
    </message>
    <message>
      <source>Moments</source>
      <translation>Momente</translation>
    </message>
    <message>
      <source>Monologue</source>
      <translation>Monolog</translation>
    </message>
    <message>
      <source>Monologues</source>
      <translation>Monologe</translation>
    </message>
    <message>
      <source>No interruption and no monologue was found.</source>
      <translation>Keine Unterbrechung und kein Monolog wurde gefunden.</translation>
    </message>
    <message>
      <source>No question</source>
      <translation>Keine Frage</translation>
    </message>
    <message>
      <source>No question was found.</source>
      <translation>Keine Frage wurde gefunden.</translation>
    </message>
    <message>
      <source>No.</source>
      <translation>Nr.</translation>
    </message>
    <message>
      <source>Nobody spoke</source>
      <translation>Niemand sprach</translation>
    </message>
    <message>
      <source>Not heard</source>
      <translation>Nicht gehört</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Note, numbered</source>
      <translation>Notiz, mit Nummer</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <source>November</source>
      <translation>November</translation>
    </message>
    <message>
      <source>October</source>
      <translation>Oktober</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Offen</translation>
    </message>
    <message>
      <source>Outline: contested</source>
      <translation>Umriss: bestritten</translation>
    </message>
    <message>
      <source>Overlap at a turn's end</source>
      <translation>Überlappung am Beitragsende</translation>
    </message>
    <message>
      <source>Possible interruption</source>
      <translation>Mögliche Unterbrechung</translation>
    </message>
    <message>
      <source>Question</source>
      <translation>Frage</translation>
    </message>
    <message>
      <source>Questions</source>
      <translation>Fragen</translation>
    </message>
    <message>
      <source>Questions are found by their words, and there are none here.</source>
      <translation>Fragen werden an ihren Wörtern erkannt, und hier gibt es keine.</translation>
    </message>
    <message>
      <source>Response latency</source>
      <translation>Antwortlatenz</translation>
    </message>
    <message>
      <source>September</source>
      <translation>September</translation>
    </message>
    <message>
      <source>Session</source>
      <translation>Sitzung</translation>
    </message>
    <message>
      <source>Session of {day}</source>
      <translation>Sitzung vom {day}</translation>
    </message>
    <message>
      <source>Session report</source>
      <translation>Sitzungsbericht</translation>
    </message>
    <message>
      <source>Silence</source>
      <translation>Schweigen</translation>
    </message>
    <message>
      <source>Silence of 3 s and more</source>
      <translation>Schweigen von 3 s und mehr</translation>
    </message>
    <message>
      <source>Silences</source>
      <translation>Schweigen</translation>
    </message>
    <message>
      <source>Silences of 3 s and more, who spoke before and who spoke first after. A silence is no fault.</source>
      <translation>Schweigen von 3 s und mehr, wer davor sprach und wer danach zuerst. Schweigen ist kein Fehler.</translation>
    </message>
    <message>
      <source>Silent interruption</source>
      <translation>Stille Unterbrechung</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <source>Spoke before</source>
      <translation>Sprach davor</translation>
    </message>
    <message>
      <source>Started</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <source>Talk share</source>
      <translation>Redeanteil</translation>
    </message>
    <message>
      <source>Talk share is withheld:</source>
      <translation>Der Redeanteil wird nicht angegeben:</translation>
    </message>
    <message>
      <source>Talk time</source>
      <translation>Redezeit</translation>
    </message>
    <message>
      <source>The client came in and both went on</source>
      <translation>Klient:in setzte ein, und beide sprachen weiter</translation>
    </message>
    <message>
      <source>The count of interruptions is withheld, so take those below with care.</source>
      <translation>Wie viele Unterbrechungen es waren, wird nicht angegeben: Nehmen Sie die folgenden mit Vorsicht.</translation>
    </message>
    <message>
      <source>The count of interruptions is withheld:</source>
      <translation>Die Zahl der Unterbrechungen wird nicht angegeben:</translation>
    </message>
    <message>
      <source>The session was stopped before its end.</source>
      <translation>Die Sitzung wurde vor ihrem Ende angehalten.</translation>
    </message>
    <message>
      <source>The therapist came in and both went on</source>
      <translation>Therapeut:in setzte ein, und beide sprachen weiter</translation>
    </message>
    <message>
      <source>The therapist's questions</source>
      <translation>Die Fragen der Therapeut:in</translation>
    </message>
    <message>
      <source>Therapist</source>
      <translation>Therapeut:in</translation>
    </message>
    <message>
      <source>Therapist answers</source>
      <translation>Therapeut:in antwortet</translation>
    </message>
    <message>
      <source>Therapist {therapist}, client {client}.</source>
      <translation>Therapeut:in {therapist}, Klient:in {client}.</translation>
    </message>
    <message>
      <source>Therapist's questions</source>
      <translation>Fragen der Therapeut:in</translation>
    </message>
    <message>
      <source>Therapist's share of the last {minutes} min</source>
      <translation>Anteil der Therapeut:in an den letzten {minutes} min</translation>
    </message>
    <message>
      <source>There was no silence of 3 s and more.</source>
      <translation>Es gab kein Schweigen von 3 s und mehr.</translation>
    </message>
    <message>
      <source>There was no such answer.</source>
      <translation>Es gab keine solche Antwort.</translation>
    </message>
    <message>
      <source>This is a mirror and no grade. None of these figures, alone or together, predicts how a therapy turns out or says how good a session was.</source>
      <translation>Dies ist ein Spiegel und keine Note. Keine dieser Zahlen, allein oder zusammen, sagt voraus, wie eine Therapie ausgeht, oder wie gut eine Sitzung war.</translation>
    </message>
    <message>
      <source>T{number}</source>
      <translation>T{number}</translation>
    </message>
    <message>
      <source>What happened when</source>
      <translation>Was wann geschah</translation>
    </message>
    <message>
      <source>What makes it one</source>
      <translation>Woran sie erkannt wurde</translation>
    </message>
    <message>
      <source>Words</source>
      <translation>Wörter</translation>
    </message>
    <message>
      <source>Words by {model}, language {language}.</source>
      <translation>Wörter von {model}, Sprache {language}.</translation>
    </message>
    <message>
      <source>Words by {model}.</source>
      <translation>Wörter von {model}.</translation>
    </message>
    <message>
      <source>a statement with a question mark</source>
      <translation>eine Aussage mit Fragezeichen</translation>
    </message>
    <message>
      <source>a statement with a tag</source>
      <translation>eine Aussage, die um Zustimmung bittet</translation>
    </message>
    <message>
      <source>afterwards, with a reason; not counted above</source>
      <translation>nachträglich, mit Grund; oben nicht gezählt</translation>
    </message>
    <message>
      <source>all of it, pauses included</source>
      <translation>alles zusammen, mit Pausen</translation>
    </message>
    <message>
      <source>as transcribed</source>
      <translation>wie transkribiert</translation>
    </message>
    <message>
      <source>asks for more</source>
      <translation>fragt nach mehr</translation>
    </message>
    <message>
      <source>at once</source>
      <translation>zugleich</translation>
    </message>
    <message>
      <source>at {time}</source>
      <translation>bei {time}</translation>
    </message>
    <message>
      <source>begins with its verb</source>
      <translation>beginnt mit dem Verb</translation>
    </message>
    <message>
      <source>both went on</source>
      <translation>beide sprachen weiter</translation>
    </message>
    <message>
      <source>by rules on the words</source>
      <translation>nach Regeln über die Wörter</translation>
    </message>
    <message>
      <source>came in while the other had the floor</source>
      <translation>setzte ein, während die andere Person das Wort hatte</translation>
    </message>
    <message>
      <source>contested</source>
      <translation>bestritten</translation>
    </message>
    <message>
      <source>corrected by hand</source>
      <translation>von Hand berichtigt</translation>
    </message>
    <message>
      <source>gave way</source>
      <translation>gab nach</translation>
    </message>
    <message>
      <source>how, what, why or where</source>
      <translation>wie, was, warum oder wo</translation>
    </message>
    <message>
      <source>intentional teaching</source>
      <translation>beabsichtigte Erklärung</translation>
    </message>
    <message>
      <source>invites to tell</source>
      <translation>lädt zum Erzählen ein</translation>
    </message>
    <message>
      <source>left out here</source>
      <translation>hier weggelassen</translation>
    </message>
    <message>
      <source>median; from the end of a longer turn to the answer</source>
      <translation>Median; vom Ende eines längeren Beitrags bis zur Antwort</translation>
    </message>
    <message>
      <source>not an interruption</source>
      <translation>keine Unterbrechung</translation>
    </message>
    <message>
      <source>of 3 s and more; never scored</source>
      <translation>von 3 s und mehr; nie bewertet</translation>
    </message>
    <message>
      <source>of the speech of both; backchannels left out</source>
      <translation>an der Sprache beider; ohne Hörersignale</translation>
    </message>
    <message>
      <source>or both stopped together</source>
      <translation>oder beide hörten zugleich auf</translation>
    </message>
    <message>
      <source>session-monitor {version}; overlaps are told apart by the settings below.</source>
      <translation>session-monitor {version}; Überlappungen werden nach den Einstellungen unten unterschieden.</translation>
    </message>
    <message>
      <source>short signs of listening; no interruptions</source>
      <translation>kurze Zeichen des Zuhörens; keine Unterbrechungen</translation>
    </message>
    <message>
      <source>speech, backchannels and overlap included</source>
      <translation>Sprache, mit Hörersignalen und Überlappung</translation>
    </message>
    <message>
      <source>the one who came in stopped first</source>
      <translation>wer einsetzte, hörte zuerst auf</translation>
    </message>
    <message>
      <source>the other stopped first</source>
      <translation>die andere Person hörte zuerst auf</translation>
    </message>
    <message>
      <source>this was supportive</source>
      <translation>das war unterstützend</translation>
    </message>
    <message>
      <source>took the floor</source>
      <translation>bekam das Wort</translation>
    </message>
    <message>
      <source>turns with a minute and more of own speech</source>
      <translation>Beiträge mit einer Minute und mehr eigener Sprache</translation>
    </message>
    <message>
      <source>under {time} s</source>
      <translation>unter {time} s</translation>
    </message>
    <message>
      <source>who, when, which or how many</source>
      <translation>wer, wann, welche oder wie viele</translation>
    </message>
    <message>
      <source>with the floor, pauses included</source>
      <translation>mit dem Wort, samt Pausen</translation>
    </message>
    <message>
      <source>withheld</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>wonders aloud</source>
      <translation>fragt sich laut</translation>
    </message>
    <message>
      <source>{count} answers, median {median} s.</source>
      <translation>{count} Antworten, Median {median} s.</translation>
    </message>
    <message>
      <source>{count} questions: {open} open, {closed} closed.</source>
      <translation>{count} Fragen: {open} offen, {closed} geschlossen.</translation>
    </message>
    <message>
      <source>{count} stretches of speech without words.</source>
      <translation>{count} Abschnitte mit Sprache ohne Wörter.</translation>
    </message>
    <message>
      <source>{count}, of which {open} open</source>
      <translation>{count}, davon {open} offen</translation>
    </message>
    <message>
      <source>{count}, together {length}</source>
      <translation>{count}, zusammen {length}</translation>
    </message>
    <message>
      <source>{day} {month} {year}</source>
      <translation>{day}. {month} {year}</translation>
    </message>
    <message>
      <source>{figure} is withheld:</source>
      <translation>{figure} wird nicht angegeben:</translation>
    </message>
    <message>
      <source>{kind} by the client</source>
      <translation>{kind} durch Klient:in</translation>
    </message>
    <message>
      <source>{kind} by the therapist</source>
      <translation>{kind} durch Therapeut:in</translation>
    </message>
    <message>
      <source>{length} of own speech in one turn.</source>
      <translation>{length} eigene Sprache in einem Beitrag.</translation>
    </message>
    <message>
      <source>{percent} came within 200 ms.</source>
      <translation>{percent} kamen binnen 200 ms.</translation>
    </message>
    <message>
      <source>{start} to {end}</source>
      <translation>{start} bis {end}</translation>
    </message>
    <message>
      <source>{start} to {end} s</source>
      <translation>{start} bis {end} s</translation>
    </message>
    <message>
      <source>{time} s and more</source>
      <translation>{time} s und mehr</translation>
    </message>
    <message>
      <source>{what}; {time} s of both at once.</source>
      <translation>{what}; {time} s beide zugleich.</translation>
    </message>
    <message>
      <source>{who} speaks {percent} of the time</source>
      <translation>{who} spricht {percent} der Zeit</translation>
    </message>
    <message>
      <source>{who}: how soon</source>
      <translation>{who}: wie bald</translation>
    </message>
  </context>
  <context>
    <name>Review</name>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Abbrechen</translation>
    </message>
    <message>
      <source>&amp;Discard</source>
      <translation>&amp;Verwerfen</translation>
    </message>
    <message>
      <source>&amp;Save …</source>
      <translation>&amp;Speichern …</translation>
    </message>
    <message>
      <source>(at least half of them the same)</source>
      <translation>(mindestens die Hälfte davon gleich)</translation>
    </message>
    <message>
      <source>(half of them between {lower} and {upper})</source>
      <translation>(die Hälfte zwischen {lower} und {upper})</translation>
    </message>
    <message>
      <source>1 by the client</source>
      <translation>1 durch Klient:in</translation>
    </message>
    <message>
      <source>1 interruption by the therapist</source>
      <translation>1 Unterbrechung durch Therapeut:in</translation>
    </message>
    <message>
      <source>1 monologue</source>
      <translation>1 Monolog</translation>
    </message>
    <message>
      <source>5 seconds back, on</source>
      <translation>5 Sekunden zurück, weiter</translation>
    </message>
    <message>
      <source>A clear case ({percent} %).</source>
      <translation>Ein klarer Fall ({percent} %).</translation>
    </message>
    <message>
      <source>A doubtful case ({percent} %): listen to it.</source>
      <translation>Ein Zweifelsfall ({percent} %): Hören Sie hinein.</translation>
    </message>
    <message>
      <source>A fairly clear case ({percent} %).</source>
      <translation>Ein ziemlich klarer Fall ({percent} %).</translation>
    </message>
    <message>
      <source>A stretch begins here, ends here</source>
      <translation>Ein Abschnitt beginnt hier, endet hier</translation>
    </message>
    <message>
      <source>A stretch to loop begins here, ends here</source>
      <translation>Eine Schleife beginnt hier, endet hier</translation>
    </message>
    <message>
      <source>Add a note</source>
      <translation>Notiz hinzufügen</translation>
    </message>
    <message>
      <source>Add a note at the playhead</source>
      <translation>Notiz an der Abspielposition</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Analysis (*.json)</source>
      <translation>Analyse (*.json)</translation>
    </message>
    <message>
      <source>Analysis (JSON)</source>
      <translation>Analyse (JSON)</translation>
    </message>
    <message>
      <source>At first taken for: {first}. Then: {then}.</source>
      <translation>Zuerst eingeordnet als: {first}. Dann: {then}.</translation>
    </message>
    <message>
      <source>Attempted interruption</source>
      <translation>Versuchte Unterbrechung</translation>
    </message>
    <message>
      <source>Backchannel</source>
      <translation>Hörersignal</translation>
    </message>
    <message>
      <source>Bookmark this place, with a note</source>
      <translation>Lesezeichen hier, mit Notiz</translation>
    </message>
    <message>
      <source>Both speak</source>
      <translation>Beide sprechen</translation>
    </message>
    <message>
      <source>Both spoke for {length}.</source>
      <translation>Beide sprachen {length} lang gleichzeitig.</translation>
    </message>
    <message>
      <source>Both went on</source>
      <translation>Beide sprachen weiter</translation>
    </message>
    <message>
      <source>Chosen: {moment}.</source>
      <translation>Gewählt: {moment}.</translation>
    </message>
    <message>
      <source>Clear the stretch</source>
      <translation>Abschnitt aufheben</translation>
    </message>
    <message>
      <source>Click</source>
      <translation>Klick</translation>
    </message>
    <message>
      <source>Client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>Client-led</source>
      <translation>Klientenzentriert</translation>
    </message>
    <message>
      <source>Closed</source>
      <translation>Geschlossen</translation>
    </message>
    <message>
      <source>Codebook (CSV)</source>
      <translation>Codebuch (CSV)</translation>
    </message>
    <message>
      <source>Contest the chosen moment: supportive, no interruption, teaching</source>
      <translation>Gewählten Moment bestreiten, mit Grund</translation>
    </message>
    <message>
      <source>Contested: does not count</source>
      <translation>Bestritten: zählt nicht</translation>
    </message>
    <message>
      <source>Contested: {verdict}</source>
      <translation>Bestritten: {verdict}</translation>
    </message>
    <message>
      <source>Crisis</source>
      <translation>Krise</translation>
    </message>
    <message>
      <source>Cut off: {words}</source>
      <translation>Abgeschnitten: {words}</translation>
    </message>
    <message>
      <source>Cut off: “{words} —”</source>
      <translation>Abgeschnitten: „{words} —“</translation>
    </message>
    <message>
      <source>Demo session</source>
      <translation>Demositzung</translation>
    </message>
    <message>
      <source>Double click</source>
      <translation>Doppelklick</translation>
    </message>
    <message>
      <source>Drag</source>
      <translation>Ziehen</translation>
    </message>
    <message>
      <source>EAF</source>
      <translation>EAF</translation>
    </message>
    <message>
      <source>Ended by nobody, or both at once</source>
      <translation>Durch niemanden beendet oder durch beide zugleich</translation>
    </message>
    <message>
      <source>Ended by: {who}</source>
      <translation>Beendet durch: {who}</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>Find words</source>
      <translation>Wörter suchen</translation>
    </message>
    <message>
      <source>Follow what is heard, or stay</source>
      <translation>Gehörtem folgen oder bleiben</translation>
    </message>
    <message>
      <source>From one part of the window to the next</source>
      <translation>Von einem Teil des Fensters zum nächsten</translation>
    </message>
    <message>
      <source>From the end of the client's turn to the beginning of yours, the median of each session; below zero, you began first.</source>
      <translation>Vom Ende des Beitrags von Klient:in bis zum Beginn des Ihren, der Median jeder Sitzung; unter null begannen Sie davor.</translation>
    </message>
    <message>
      <source>Go to the playhead and follow it</source>
      <translation>Zur Abspielposition und ihr folgen</translation>
    </message>
    <message>
      <source>Hear the therapist, the client, or not</source>
      <translation>Therapeut:in, Klient:in hören oder nicht</translation>
    </message>
    <message>
      <source>How long you held the floor at most.</source>
      <translation>Wie lange Sie das Wort höchstens hatten.</translation>
    </message>
    <message>
      <source>How often you came in and took the floor. What you contested does not count.</source>
      <translation>Wie oft Sie dazwischenkamen und das Wort übernahmen. Was Sie bestritten haben, zählt nicht.</translation>
    </message>
    <message>
      <source>How often you usually took the floor over the last {count} sessions: {median}</source>
      <translation>So oft übernahmen Sie üblicherweise das Wort in den letzten {count} Sitzungen: {median}</translation>
    </message>
    <message>
      <source>In view: {start} to {end} of {whole}.</source>
      <translation>Zu sehen: {start} bis {end} von {whole}.</translation>
    </message>
    <message>
      <source>Intake</source>
      <translation>Erstgespräch</translation>
    </message>
    <message>
      <source>Intended: {text}</source>
      <translation>Beabsichtigt: {text}</translation>
    </message>
    <message>
      <source>Intentional teaching</source>
      <translation>Beabsichtigte Erklärung</translation>
    </message>
    <message>
      <source>Interruption</source>
      <translation>Unterbrechung</translation>
    </message>
    <message>
      <source>Interruptions</source>
      <translation>Unterbrechungen</translation>
    </message>
    <message>
      <source>Interruptions by the therapist {therapist}, by the client {client}.</source>
      <translation>Unterbrechungen durch Therapeut:in {therapist}, durch Klient:in {client}.</translation>
    </message>
    <message>
      <source>Interruptions per hour</source>
      <translation>Unterbrechungen je Stunde</translation>
    </message>
    <message>
      <source>Interruptions were not counted.</source>
      <translation>Unterbrechungen wurden nicht gezählt.</translation>
    </message>
    <message>
      <source>It asks for anything else</source>
      <translation>Sie fragt nach Weiterem</translation>
    </message>
    <message>
      <source>It began: “{words}”</source>
      <translation>So begann es: „{words}“</translation>
    </message>
    <message>
      <source>It begins with a verb</source>
      <translation>Sie beginnt mit einem Verb</translation>
    </message>
    <message>
      <source>It begins with how, what, why or the like</source>
      <translation>Sie beginnt mit wie, was, warum oder Ähnlichem</translation>
    </message>
    <message>
      <source>It begins with who, when, how many or the like</source>
      <translation>Sie beginnt mit wer, wann, wie viele oder Ähnlichem</translation>
    </message>
    <message>
      <source>It ends by asking for agreement</source>
      <translation>Sie endet mit der Bitte um Zustimmung</translation>
    </message>
    <message>
      <source>It ends with a question mark</source>
      <translation>Sie endet mit einem Fragezeichen</translation>
    </message>
    <message>
      <source>It invites to tell</source>
      <translation>Sie lädt zum Erzählen ein</translation>
    </message>
    <message>
      <source>It wonders aloud</source>
      <translation>Sie ist laut gedacht</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Larger, smaller text</source>
      <translation>Größere, kleinere Schrift</translation>
    </message>
    <message>
      <source>Leave the timeline</source>
      <translation>Die Zeitleiste verlassen</translation>
    </message>
    <message>
      <source>Led on purpose</source>
      <translation>Absichtlich geführt</translation>
    </message>
    <message>
      <source>Left, Right</source>
      <translation>Links, Rechts</translation>
    </message>
    <message>
      <source>Legend</source>
      <translation>Legende</translation>
    </message>
    <message>
      <source>Legend, keys</source>
      <translation>Legende, Tasten</translation>
    </message>
    <message>
      <source>Let it count again</source>
      <translation>Wieder zählen</translation>
    </message>
    <message>
      <source>Listen</source>
      <translation>Hören</translation>
    </message>
    <message>
      <source>Longest monologue</source>
      <translation>Längster Monolog</translation>
    </message>
    <message>
      <source>Longest turn</source>
      <translation>Längster Beitrag</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>Ansehen</translation>
    </message>
    <message>
      <source>Mark a stretch to play again and again</source>
      <translation>Einen Abschnitt zum Wiederholen markieren</translation>
    </message>
    <message>
      <source>Mark the looped stretch as intentional, or no more</source>
      <translation>Schleife als beabsichtigt markieren oder nicht mehr</translation>
    </message>
    <message>
      <source>Moments, silences, latency, questions, notes</source>
      <translation>Momente, Schweigen, Latenz, Fragen, Notizen</translation>
    </message>
    <message>
      <source>Monologue</source>
      <translation>Monolog</translation>
    </message>
    <message>
      <source>Move the playhead</source>
      <translation>Abspielposition bewegen</translation>
    </message>
    <message>
      <source>Move the playhead, or choose a marker</source>
      <translation>Abspielposition setzen oder Markierung wählen</translation>
    </message>
    <message>
      <source>Move the view</source>
      <translation>Ansicht verschieben</translation>
    </message>
    <message>
      <source>Neither gave way first.</source>
      <translation>Niemand gab zuerst nach.</translation>
    </message>
    <message>
      <source>Next marker</source>
      <translation>Nächste Markierung</translation>
    </message>
    <message>
      <source>Next silence, previous silence</source>
      <translation>Nächstes, voriges Schweigen</translation>
    </message>
    <message>
      <source>No interruptions by the therapist</source>
      <translation>Keine Unterbrechung durch Therapeut:in</translation>
    </message>
    <message>
      <source>No pseudonym</source>
      <translation>Ohne Pseudonym</translation>
    </message>
    <message>
      <source>No question</source>
      <translation>Keine Frage</translation>
    </message>
    <message>
      <source>No sound was kept of this session, so there is none to play; all else works.</source>
      <translation>Von dieser Sitzung wurde kein Ton gespeichert, es gibt also keinen zum Abspielen; alles andere geht.</translation>
    </message>
    <message>
      <source>No talk share was worked out.</source>
      <translation>Es wurde kein Redeanteil berechnet.</translation>
    </message>
    <message>
      <source>None by the client</source>
      <translation>Keine durch Klient:in</translation>
    </message>
    <message>
      <source>None of these sessions has this figure. {why}</source>
      <translation>Keine dieser Sitzungen hat diese Kennzahl. {why}</translation>
    </message>
    <message>
      <source>Not an interruption</source>
      <translation>Keine Unterbrechung</translation>
    </message>
    <message>
      <source>Not heard</source>
      <translation>Nicht gehört</translation>
    </message>
    <message>
      <source>Not noted</source>
      <translation>Nicht vermerkt</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Note, {time}</source>
      <translation>Notiz, {time}</translation>
    </message>
    <message>
      <source>Of your last {last} sessions, {count} have this figure.</source>
      <translation>Von Ihren letzten {last} Sitzungen haben {count} diese Kennzahl.</translation>
    </message>
    <message>
      <source>One cannot be read and is left out; the list says why.</source>
      <translation>Eine lässt sich nicht lesen und fehlt hier; die Liste sagt, warum.</translation>
    </message>
    <message>
      <source>One of them has no such figure.</source>
      <translation>Eine davon hat diese Kennzahl nicht.</translation>
    </message>
    <message>
      <source>One session so far: {value}.</source>
      <translation>Bisher eine Sitzung: {value}.</translation>
    </message>
    <message>
      <source>One session.</source>
      <translation>Eine Sitzung.</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Offen</translation>
    </message>
    <message>
      <source>Open a recording</source>
      <translation>Aufnahme öffnen</translation>
    </message>
    <message>
      <source>Open a recording, or an analysis</source>
      <translation>Aufnahme oder Analyse öffnen</translation>
    </message>
    <message>
      <source>Open another session</source>
      <translation>Andere Sitzung öffnen</translation>
    </message>
    <message>
      <source>Overlap at a turn's end</source>
      <translation>Überlappung am Beitragsende</translation>
    </message>
    <message>
      <source>Play the chosen moment or stretch again and again, or no more</source>
      <translation>Gewähltes in Schleife abspielen oder nicht mehr</translation>
    </message>
    <message>
      <source>Play, pause</source>
      <translation>Abspielen, Pause</translation>
    </message>
    <message>
      <source>Playhead at {time}.</source>
      <translation>Abspielposition bei {time}.</translation>
    </message>
    <message>
      <source>Playhead to what is chosen</source>
      <translation>Abspielposition zum Gewählten</translation>
    </message>
    <message>
      <source>Possible interruption</source>
      <translation>Mögliche Unterbrechung</translation>
    </message>
    <message>
      <source>Previous marker</source>
      <translation>Vorige Markierung</translation>
    </message>
    <message>
      <source>Previous, next moment</source>
      <translation>Voriger, nächster Moment</translation>
    </message>
    <message>
      <source>RTTM</source>
      <translation>RTTM</translation>
    </message>
    <message>
      <source>Recordings and analyses ({kinds})</source>
      <translation>Aufnahmen und Analysen ({kinds})</translation>
    </message>
    <message>
      <source>Remarks that are not saved</source>
      <translation>Nicht gespeicherte Anmerkungen</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Response latency</source>
      <translation>Antwortlatenz</translation>
    </message>
    <message>
      <source>Said meanwhile: “{words}”</source>
      <translation>Währenddessen gesagt: „{words}“</translation>
    </message>
    <message>
      <source>Said then: “{words}”</source>
      <translation>Gesagt wurde dann: „{words}“</translation>
    </message>
    <message>
      <source>Said: {words}</source>
      <translation>Gesagt: {words}</translation>
    </message>
    <message>
      <source>Save the analysis with your remarks</source>
      <translation>Analyse mit Ihren Anmerkungen speichern</translation>
    </message>
    <message>
      <source>Save the analysis with your remarks, to open it again with them?</source>
      <translation>Die Analyse mit Ihren Anmerkungen speichern, um sie damit wieder zu öffnen?</translation>
    </message>
    <message>
      <source>Say what it was</source>
      <translation>Sagen, was es war</translation>
    </message>
    <message>
      <source>Sessions and files</source>
      <translation>Sitzungen und Dateien</translation>
    </message>
    <message>
      <source>Shift and drag</source>
      <translation>Umschalt und ziehen</translation>
    </message>
    <message>
      <source>Show less time, more time; the wheel does as well</source>
      <translation>Weniger, mehr Zeit zeigen; auch mit dem Mausrad</translation>
    </message>
    <message>
      <source>Show the whole session</source>
      <translation>Die ganze Sitzung zeigen</translation>
    </message>
    <message>
      <source>Silence</source>
      <translation>Schweigen</translation>
    </message>
    <message>
      <source>Silence, and who ended it</source>
      <translation>Schweigen, und wer es beendete</translation>
    </message>
    <message>
      <source>Silences</source>
      <translation>Schweigen</translation>
    </message>
    <message>
      <source>Silences of 3 s and more, whoever ended them.</source>
      <translation>Schweigen ab 3 s, wer auch immer es beendete.</translation>
    </message>
    <message>
      <source>Silences per hour</source>
      <translation>Schweigen je Stunde</translation>
    </message>
    <message>
      <source>Silences were not counted.</source>
      <translation>Schweigen wurde nicht gezählt.</translation>
    </message>
    <message>
      <source>Silences {silences}, notes {notes}.</source>
      <translation>Schweigen {silences}, Notizen {notes}.</translation>
    </message>
    <message>
      <source>Silent interruption</source>
      <translation>Stille Unterbrechung</translation>
    </message>
    <message>
      <source>Slower, faster</source>
      <translation>Langsamer, schneller</translation>
    </message>
    <message>
      <source>Sound (FLAC)</source>
      <translation>Ton (FLAC)</translation>
    </message>
    <message>
      <source>Space</source>
      <translation>Leertaste</translation>
    </message>
    <message>
      <source>Structured</source>
      <translation>Strukturiert</translation>
    </message>
    <message>
      <source>Subtitles (WebVTT)</source>
      <translation>Untertitel (WebVTT)</translation>
    </message>
    <message>
      <source>Tab</source>
      <translation>Tabulator</translation>
    </message>
    <message>
      <source>Tables (CSV)</source>
      <translation>Tabellen (CSV)</translation>
    </message>
    <message>
      <source>Talk share</source>
      <translation>Redeanteil</translation>
    </message>
    <message>
      <source>TextGrid</source>
      <translation>TextGrid</translation>
    </message>
    <message>
      <source>The client came in {length} into a pause, without an overlap.</source>
      <translation>Klient:in setzte {length} nach Beginn einer Pause ein, ohne Überlappung.</translation>
    </message>
    <message>
      <source>The client had not finished: “{words} —”</source>
      <translation>Klient:in war nicht fertig: „{words} —“</translation>
    </message>
    <message>
      <source>The client stopped first.</source>
      <translation>Klient:in hörte zuerst auf.</translation>
    </message>
    <message>
      <source>The longest you spoke on and on. What you contested does not count.</source>
      <translation>Wie lange Sie höchstens am Stück sprachen. Was Sie bestritten haben, zählt nicht.</translation>
    </message>
    <message>
      <source>The session is shorter than 5 minutes, too short for a count per hour.</source>
      <translation>Die Sitzung ist kürzer als 5 Minuten, zu kurz für eine Zahl je Stunde.</translation>
    </message>
    <message>
      <source>The sound of this session has been deleted, so there is none to play; all else works.</source>
      <translation>Der Ton dieser Sitzung ist gelöscht, es gibt also keinen zum Abspielen; alles andere geht.</translation>
    </message>
    <message>
      <source>The therapist came in {length} into a pause, without an overlap.</source>
      <translation>Therapeut:in setzte {length} nach Beginn einer Pause ein, ohne Überlappung.</translation>
    </message>
    <message>
      <source>The therapist had not finished: “{words} —”</source>
      <translation>Therapeut:in war nicht fertig: „{words} —“</translation>
    </message>
    <message>
      <source>The therapist stopped first.</source>
      <translation>Therapeut:in hörte zuerst auf.</translation>
    </message>
    <message>
      <source>The words of this session were not kept. Each turn is shown with its length.</source>
      <translation>Der Wortlaut dieser Sitzung wurde nicht gespeichert. Jeder Redebeitrag ist mit seiner Dauer gezeigt.</translation>
    </message>
    <message>
      <source>Therapist</source>
      <translation>Therapeut:in</translation>
    </message>
    <message>
      <source>Therapist's share of the last 5 minutes</source>
      <translation>Redeanteil Therapeut:in, letzte 5 Minuten</translation>
    </message>
    <message>
      <source>There are no words: this session was not transcribed. Each turn is shown with its length.</source>
      <translation>Es gibt keinen Wortlaut: Diese Sitzung wurde nicht transkribiert. Jeder Redebeitrag ist mit seiner Dauer gezeigt.</translation>
    </message>
    <message>
      <source>There was no monologue that counts.</source>
      <translation>Es gab keinen Monolog, der zählt.</translation>
    </message>
    <message>
      <source>They could not be written to the session. Save them beside it, as an analysis?</source>
      <translation>Sie ließen sich nicht in die Sitzung schreiben. Daneben speichern, als Analyse?</translation>
    </message>
    <message>
      <source>This is an analysis, which holds no sound: open the recording to listen to it.</source>
      <translation>Dies ist eine Analyse, sie enthält keinen Ton: Öffnen Sie zum Anhören die Aufnahme.</translation>
    </message>
    <message>
      <source>This is an analysis. To hear it, put its recording ({names}) into the same folder.</source>
      <translation>Dies ist eine Analyse. Um sie zu hören, legen Sie ihre Aufnahme ({names}) in denselben Ordner.</translation>
    </message>
    <message>
      <source>This sheet</source>
      <translation>Dieses Blatt</translation>
    </message>
    <message>
      <source>This was supportive</source>
      <translation>Das war unterstützend</translation>
    </message>
    <message>
      <source>To the start, to the end</source>
      <translation>Zum Anfang, zum Ende</translation>
    </message>
    <message>
      <source>Too little speech here for a talk share</source>
      <translation>Hier zu wenig Sprache für einen Redeanteil</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Usual silences over the last {count} sessions: {median}</source>
      <translation>Übliches Schweigen in den letzten {count} Sitzungen: {median}</translation>
    </message>
    <message>
      <source>What is usual for you can be said from {enough} sessions on.</source>
      <translation>Was für Sie üblich ist, lässt sich ab {enough} Sitzungen sagen.</translation>
    </message>
    <message>
      <source>What you changed last is not saved.</source>
      <translation>Ihre letzte Änderung ist nicht gespeichert.</translation>
    </message>
    <message>
      <source>Wheel</source>
      <translation>Mausrad</translation>
    </message>
    <message>
      <source>Whoever trails off looks the same, so this is counted nowhere.</source>
      <translation>Wer einen Satz verklingen lässt, sieht genauso aus: Darum zählt dies nirgends.</translation>
    </message>
    <message>
      <source>You answered no turn of 3 s or more.</source>
      <translation>Sie haben auf keinen Beitrag ab 3 s geantwortet.</translation>
    </message>
    <message>
      <source>You held no turn.</source>
      <translation>Sie hatten keinen Redebeitrag.</translation>
    </message>
    <message>
      <source>Your part of all that was spoken.</source>
      <translation>Ihr Anteil an allem, was gesprochen wurde.</translation>
    </message>
    <message>
      <source>Your sessions are being read: {percent} %.</source>
      <translation>Ihre Sitzungen werden gelesen: {percent} %.</translation>
    </message>
    <message>
      <source>Your usual longest monologue over the last {count} sessions: {median}</source>
      <translation>Ihr üblicher längster Monolog in den letzten {count} Sitzungen: {median}</translation>
    </message>
    <message>
      <source>Your usual longest turn over the last {count} sessions: {median}</source>
      <translation>Ihr üblicher längster Beitrag in den letzten {count} Sitzungen: {median}</translation>
    </message>
    <message>
      <source>Your usual response latency over the last {count} sessions: {median}</source>
      <translation>Ihre übliche Antwortlatenz in den letzten {count} Sitzungen: {median}</translation>
    </message>
    <message>
      <source>Your usual talk share over the last {count} sessions: {median}</source>
      <translation>Ihr üblicher Redeanteil in den letzten {count} Sitzungen: {median}</translation>
    </message>
    <message>
      <source>Zoom in, zoom out</source>
      <translation>Vergrößern, verkleinern</translation>
    </message>
    <message>
      <source>Zoom; with Shift, move the view</source>
      <translation>Vergrößern; mit Umschalt verschieben</translation>
    </message>
    <message>
      <source>a folder of tables for statistics, with a codebook</source>
      <translation>ein Ordner mit Tabellen für die Statistik, mit Codebuch</translation>
    </message>
    <message>
      <source>as it was heard, the therapist left</source>
      <translation>wie er aufgenommen wurde, Therapeut:in links</translation>
    </message>
    <message>
      <source>d MMM</source>
      <translation>d. MMM</translation>
    </message>
    <message>
      <source>ddd d MMM yyyy, HH:mm</source>
      <translation>ddd, d. MMM yyyy, HH:mm</translation>
    </message>
    <message>
      <source>everything, for programs; it opens here again</source>
      <translation>alles, für Programme; lässt sich hier wieder öffnen</translation>
    </message>
    <message>
      <source>for ELAN</source>
      <translation>für ELAN</translation>
    </message>
    <message>
      <source>for Praat</source>
      <translation>für Praat</translation>
    </message>
    <message>
      <source>for a video player</source>
      <translation>für Videoprogramme</translation>
    </message>
    <message>
      <source>interrupted</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <source>numbers</source>
      <translation>Zahlen</translation>
    </message>
    <message>
      <source>numbers, words</source>
      <translation>Zahlen, Wortlaut</translation>
    </message>
    <message>
      <source>numbers, words, sound</source>
      <translation>Zahlen, Wortlaut, Ton</translation>
    </message>
    <message>
      <source>one page to read, print and keep</source>
      <translation>eine Seite zum Lesen, Drucken und Ablegen</translation>
    </message>
    <message>
      <source>runs now</source>
      <translation>läuft gerade</translation>
    </message>
    <message>
      <source>what every column and tier means</source>
      <translation>was jede Spalte und jede Annotationsebene bedeutet</translation>
    </message>
    <message>
      <source>who spoke when, for speaker diarisation</source>
      <translation>wer wann sprach, für die Sprecherdiarisierung</translation>
    </message>
    <message>
      <source>{count} / h</source>
      <translation>{count} / h</translation>
    </message>
    <message>
      <source>{count} by the client</source>
      <translation>{count} durch Klient:in</translation>
    </message>
    <message>
      <source>{count} cannot be read and are left out; the list says why.</source>
      <translation>{count} lassen sich nicht lesen und fehlen hier; die Liste sagt, warum.</translation>
    </message>
    <message>
      <source>{count} changes of yours are not saved.</source>
      <translation>{count} Ihrer Änderungen sind nicht gespeichert.</translation>
    </message>
    <message>
      <source>{count} contested</source>
      <translation>{count} bestritten</translation>
    </message>
    <message>
      <source>{count} interruptions by the therapist</source>
      <translation>{count} Unterbrechungen durch Therapeut:in</translation>
    </message>
    <message>
      <source>{count} monologues</source>
      <translation>{count} Monologe</translation>
    </message>
    <message>
      <source>{count} of them have no such figure.</source>
      <translation>{count} davon haben diese Kennzahl nicht.</translation>
    </message>
    <message>
      <source>{count} per hour</source>
      <translation>{count} je Stunde</translation>
    </message>
    <message>
      <source>{count} sessions so far: {values}.</source>
      <translation>Bisher {count} Sitzungen: {values}.</translation>
    </message>
    <message>
      <source>{count} sessions.</source>
      <translation>{count} Sitzungen.</translation>
    </message>
    <message>
      <source>{kind} ({who})</source>
      <translation>{kind} ({who})</translation>
    </message>
    <message>
      <source>{kind} ({who}), {length} both spoke</source>
      <translation>{kind} ({who}), {length} sprachen beide</translation>
    </message>
    <message>
      <source>{kind} {number}, client</source>
      <translation>{kind} {number}, Klient:in</translation>
    </message>
    <message>
      <source>{kind} {number}, therapist</source>
      <translation>{kind} {number}, Therapeut:in</translation>
    </message>
    <message>
      <source>{length} of silence</source>
      <translation>{length} Schweigen</translation>
    </message>
    <message>
      <source>{length} of silence, ended by the client</source>
      <translation>{length} Schweigen, beendet durch Klient:in</translation>
    </message>
    <message>
      <source>{length} of silence, ended by the therapist</source>
      <translation>{length} Schweigen, beendet durch Therapeut:in</translation>
    </message>
    <message>
      <source>{names} beside this analysis is not the recording it was made of, so it is not played.</source>
      <translation>{names} neben dieser Analyse ist nicht die Aufnahme, aus der sie entstand, und wird nicht abgespielt.</translation>
    </message>
    <message>
      <source>{names}, of which this analysis was made, cannot be read; all else works.</source>
      <translation>{names}, woraus diese Analyse entstand, kann nicht gelesen werden; alles andere geht.</translation>
    </message>
    <message>
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>{session}: {figure}</source>
      <translation>{session}: {figure}</translation>
    </message>
    <message>
      <source>{speech} of speech in a turn of {length}.</source>
      <translation>{speech} Sprache in einem Redebeitrag von {length}.</translation>
    </message>
    <message>
      <source>{start} – {end} s</source>
      <translation>{start} – {end} s</translation>
    </message>
    <message>
      <source>{time} min</source>
      <translation>{time} min</translation>
    </message>
    <message>
      <source>{time}: therapist's share of the speech in the 5 minutes before: {percent} %</source>
      <translation>{time}: Anteil von Therapeut:in an der Sprache der 5 Minuten davor: {percent} %</translation>
    </message>
    <message>
      <source>{time}: too little speech for a talk share</source>
      <translation>{time}: zu wenig Sprache für einen Redeanteil</translation>
    </message>
    <message>
      <source>{who}: not heard</source>
      <translation>{who}: nicht gehört</translation>
    </message>
    <message>
      <source>“{words}”</source>
      <translation>„{words}“</translation>
    </message>
  </context>
  <context>
    <name>ReviewWindow</name>
    <message>
      <source>A silent interruption is counted nowhere, so there is nothing to contest.</source>
      <translation>Eine stille Unterbrechung wird nirgends gezählt, es gibt also nichts zu bestreiten.</translation>
    </message>
    <message>
      <source>Choose a moment first: in the list of moments, or with N.</source>
      <translation>Wählen Sie zuerst einen Moment: in der Liste der Momente oder mit N.</translation>
    </message>
    <message>
      <source>Mark a stretch first: drag over the timeline, or press L on a moment.</source>
      <translation>Markieren Sie zuerst einen Abschnitt: Ziehen Sie über die Zeitleiste, oder drücken Sie L auf einem Moment.</translation>
    </message>
    <message>
      <source>There is no further moment there.</source>
      <translation>Dort gibt es keinen weiteren Moment.</translation>
    </message>
    <message>
      <source>Try &amp;again</source>
      <translation>&amp;Noch einmal</translation>
    </message>
  </context>
  <context>
    <name>Sessions</name>
    <message>
      <source>Began</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <source>Client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>Half of them between</source>
      <translation>Die Hälfte zwischen</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>Sitzungsart</translation>
    </message>
    <message>
      <source>Usual until then</source>
      <translation>Bis dahin üblich</translation>
    </message>
    <message>
      <source>{lower} and {upper}</source>
      <translation>{lower} und {upper}</translation>
    </message>
  </context>
  <context>
    <name>SessionsPage</name>
    <message>
      <source>&amp;Demo session</source>
      <translation>&amp;Demositzung</translation>
    </message>
    <message>
      <source>&amp;Open</source>
      <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
      <source>A &amp;recording …</source>
      <translation>&amp;Aufnahme …</translation>
    </message>
    <message>
      <source>A session begins with “{command}”, and you choose before it starts what of it is kept. Here you can already look at the demo session, or at a recording of your own.</source>
      <translation>Eine Sitzung beginnt mit „{command}“, und vor dem Start wählen Sie, was davon gespeichert wird. Hier können Sie schon die Demositzung ansehen oder eine eigene Aufnahme.</translation>
    </message>
    <message>
      <source>Began</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <source>Client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>Kept</source>
      <translation>Gespeichert</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>No session has been kept yet.</source>
      <translation>Noch ist keine Sitzung gespeichert.</translation>
    </message>
    <message>
      <source>No session is so described.</source>
      <translation>Keine Sitzung passt dazu.</translation>
    </message>
    <message>
      <source>Search for fewer words, or for others.</source>
      <translation>Suchen Sie nach weniger oder nach anderen Wörtern.</translation>
    </message>
    <message>
      <source>Search the sessions</source>
      <translation>Die Sitzungen durchsuchen</translation>
    </message>
    <message>
      <source>Search: a pseudonym, a tag, a date</source>
      <translation>Suchen: ein Pseudonym, ein Stichwort, ein Datum</translation>
    </message>
    <message>
      <source>Sessions</source>
      <translation>Sitzungen</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>Stichwörter</translation>
    </message>
    <message>
      <source>ddd d MMM yyyy, HH:mm</source>
      <translation>ddd, d. MMM yyyy, HH:mm</translation>
    </message>
  </context>
  <context>
    <name>SessionsTable</name>
    <message>
      <source>Sessions over time</source>
      <translation>Sitzungen im Verlauf</translation>
    </message>
  </context>
  <context>
    <name>SessionsWindow</name>
    <message>
      <source>Over time</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>Sessions</source>
      <translation>Sitzungen</translation>
    </message>
    <message>
      <source>Your sessions</source>
      <translation>Ihre Sitzungen</translation>
    </message>
  </context>
  <context>
    <name>Settings</name>
    <message>
      <source>120 by 16 points, to lie at the edge of a video call.</source>
      <translation>120 mal 16 Punkte, für den Rand eines Videogesprächs.</translation>
    </message>
    <message>
      <source>A code such as en or de. To name it is safer than to have it guessed.</source>
      <translation>Ein Kürzel wie en oder de. Sie zu nennen ist sicherer, als sie erraten zu lassen.</translation>
    </message>
    <message>
      <source>A cue above a share of</source>
      <translation>Ein Hinweis über einem Anteil von</translation>
    </message>
    <message>
      <source>A cue at so many cut-ins</source>
      <translation>Ein Hinweis ab so vielen Unterbrechungen</translation>
    </message>
    <message>
      <source>A cue in a turn of</source>
      <translation>Ein Hinweis bei einem Beitrag von</translation>
    </message>
    <message>
      <source>A display that is always there distracts: by default it shows as little as can be.</source>
      <translation>Eine ständige Anzeige lenkt ab: Im Standard zeigt sie so wenig wie möglich.</translation>
    </message>
    <message>
      <source>A look every</source>
      <translation>Ein Blick alle</translation>
    </message>
    <message>
      <source>A look lasts</source>
      <translation>Ein Blick dauert</translation>
    </message>
    <message>
      <source>A look now and then</source>
      <translation>Ab und zu ein Blick</translation>
    </message>
    <message>
      <source>A peek lasts</source>
      <translation>Auf Wunsch zu sehen für</translation>
    </message>
    <message>
      <source>A turn is named from</source>
      <translation>Ein Beitrag wird genannt ab</translation>
    </message>
    <message>
      <source>A whole path, such as that of a drive of your practice.</source>
      <translation>Ein vollständiger Pfad, etwa zu einem Laufwerk Ihrer Praxis.</translation>
    </message>
    <message>
      <source>Above it the numbers say so, and nothing else happens.</source>
      <translation>Darüber sagen es die Zahlen, sonst geschieht nichts.</translation>
    </message>
    <message>
      <source>Ambient: a bar without digits</source>
      <translation>Dezent: ein Balken ohne Ziffern</translation>
    </message>
    <message>
      <source>As the desktop</source>
      <translation>Wie der Desktop</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <source>At most in a session</source>
      <translation>Höchstens je Sitzung</translation>
    </message>
    <message>
      <source>At most one cue in</source>
      <translation>Höchstens ein Hinweis in</translation>
    </message>
    <message>
      <source>Below 80 % the text can be hard to read over a busy window.</source>
      <translation>Unter 80 % ist der Text über einem unruhigen Fenster schwer zu lesen.</translation>
    </message>
    <message>
      <source>Beside what the desktop enlarges.</source>
      <translation>Zusätzlich zur Vergrößerung des Desktops.</translation>
    </message>
    <message>
      <source>Bookmark this moment</source>
      <translation>Lesezeichen setzen</translation>
    </message>
    <message>
      <source>Client-led</source>
      <translation>Klientenzentriert</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Come and go softly</source>
      <translation>Sanft ein- und ausblenden</translation>
    </message>
    <message>
      <source>Crisis (no cues)</source>
      <translation>Krise (keine Hinweise)</translation>
    </message>
    <message>
      <source>Cues</source>
      <translation>Hinweise</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>Decides which cues there are, and from when on.</source>
      <translation>Bestimmt, welche Hinweise es gibt und ab wann.</translation>
    </message>
    <message>
      <source>Display</source>
      <translation>Darstellung</translation>
    </message>
    <message>
      <source>Fewer are heeded more.</source>
      <translation>Weniger werden eher beachtet.</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>For a client who looks at your screen, or when it disturbs you.</source>
      <translation>Wenn jemand auf Ihren Bildschirm sieht oder die Anzeige Sie stört.</translation>
    </message>
    <message>
      <source>For what is no part of the session, such as a call at the door.</source>
      <translation>Für alles, was nicht zur Sitzung gehört, etwa ein Klingeln an der Tür.</translation>
    </message>
    <message>
      <source>Hidden until asked for</source>
      <translation>Verborgen, bis Sie danach fragen</translation>
    </message>
    <message>
      <source>Intake (no cues)</source>
      <translation>Erstgespräch (keine Hinweise)</translation>
    </message>
    <message>
      <source>Intentional from here, or no longer</source>
      <translation>Ab hier beabsichtigt oder nicht mehr</translation>
    </message>
    <message>
      <source>It comes and goes once your client is silent.</source>
      <translation>Er kommt und geht, wenn Klient:in gerade nicht spricht.</translation>
    </message>
    <message>
      <source>Keep a session at all</source>
      <translation>Eine Sitzung überhaupt speichern</translation>
    </message>
    <message>
      <source>Keep the sound</source>
      <translation>Den Ton speichern</translation>
    </message>
    <message>
      <source>Keep the words</source>
      <translation>Den Wortlaut speichern</translation>
    </message>
    <message>
      <source>Keeping</source>
      <translation>Speicherung</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Kind of session</source>
      <translation>Sitzungsart</translation>
    </message>
    <message>
      <source>Language of the windows</source>
      <translation>Sprache der Fenster</translation>
    </message>
    <message>
      <source>Leave it out of shared screens</source>
      <translation>Beim Bildschirmteilen weglassen</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Long enough to read, too short to watch.</source>
      <translation>Lang genug zum Lesen, zu kurz zum Zuschauen.</translation>
    </message>
    <message>
      <source>Long turns are rare in good client-led work, and not bad by themselves.</source>
      <translation>Lange Beiträge sind in guter klientenzentrierter Arbeit selten und für sich genommen nicht schlecht.</translation>
    </message>
    <message>
      <source>Mini strip</source>
      <translation>Ministreifen</translation>
    </message>
    <message>
      <source>Never where your desktop is set to reduce motion.</source>
      <translation>Nie, wenn Ihr Desktop Bewegung verringern soll.</translation>
    </message>
    <message>
      <source>None of these numbers predicts how a client fares; they are set so that good work is rarely disturbed. What you change here holds for every kind of session, from the next one on; in this one each cue can be left out in the overlay's menu.</source>
      <translation>Keine dieser Zahlen sagt den Therapieerfolg vorher; sie sind so gewählt, dass gute Arbeit selten gestört wird. Was Sie hier ändern, gilt für jede Sitzungsart, ab der nächsten Sitzung; in dieser lässt sich jeder Hinweis im Menü der Anzeige abstellen.</translation>
    </message>
    <message>
      <source>Not counted from here, or again</source>
      <translation>Ab hier nicht gezählt oder wieder</translation>
    </message>
    <message>
      <source>Numbers, always</source>
      <translation>Zahlen, immer</translation>
    </message>
    <message>
      <source>Of all windows.</source>
      <translation>Aller Fenster.</translation>
    </message>
    <message>
      <source>Of the ambient display. What moves draws your eye from your client.</source>
      <translation>In der dezenten Anzeige. Was sich bewegt, lenkt Ihren Blick von Klient:in ab.</translation>
    </message>
    <message>
      <source>Of the last 5 minutes, once it has held for half a minute.</source>
      <translation>Der letzten 5 Minuten, sobald es eine halbe Minute anhält.</translation>
    </message>
    <message>
      <source>Opacity</source>
      <translation>Deckkraft</translation>
    </message>
    <message>
      <source>Out of sight, and back</source>
      <translation>Ausblenden und zurückholen</translation>
    </message>
    <message>
      <source>Overlay</source>
      <translation>Anzeige</translation>
    </message>
    <message>
      <source>Pointing at it, or a key, shows the numbers for a moment in each.</source>
      <translation>Der Mauszeiger oder eine Taste zeigt bei jeder kurz die Zahlen.</translation>
    </message>
    <message>
      <source>Reports speak it too; all other exports stay in English.</source>
      <translation>Berichte sprechen sie auch; alle anderen Exporte bleiben englisch.</translation>
    </message>
    <message>
      <source>Session</source>
      <translation>Sitzung</translation>
    </message>
    <message>
      <source>Show the numbers for a moment</source>
      <translation>Kurz die Zahlen zeigen</translation>
    </message>
    <message>
      <source>Size of the overlay</source>
      <translation>Größe der Anzeige</translation>
    </message>
    <message>
      <source>So that they need not be there all the time.</source>
      <translation>Damit sie nicht immer dastehen müssen.</translation>
    </message>
    <message>
      <source>Spoken language</source>
      <translation>Gesprochene Sprache</translation>
    </message>
    <message>
      <source>Structured (CBT, teaching)</source>
      <translation>Strukturiert (KVT, Psychoedukation)</translation>
    </message>
    <message>
      <source>That took the floor, within 10 minutes.</source>
      <translation>Mit denen Sie das Wort übernahmen, innerhalb von 10 Minuten.</translation>
    </message>
    <message>
      <source>The bar moves once in</source>
      <translation>Der Balken bewegt sich alle</translation>
    </message>
    <message>
      <source>The largest trial of live talk-time feedback gave one every 20 minutes.</source>
      <translation>In der größten Studie zu Redezeit-Rückmeldungen gab es eine alle 20 Minuten.</translation>
    </message>
    <message>
      <source>The numbers say how long you have spoken, and nothing else happens.</source>
      <translation>Die Zahlen sagen, wie lange Sie gesprochen haben, sonst geschieht nichts.</translation>
    </message>
    <message>
      <source>Then there is silence.</source>
      <translation>Danach ist Ruhe.</translation>
    </message>
    <message>
      <source>These hold from the next session on.</source>
      <translation>Diese gelten ab der nächsten Sitzung.</translation>
    </message>
    <message>
      <source>They work whichever program has the focus, on X11 and Windows, from the next session on.</source>
      <translation>Sie wirken, welches Programm auch den Fokus hat, unter X11 und Windows, ab der nächsten Sitzung.</translation>
    </message>
    <message>
      <source>To find it afterwards, without writing anything down now.</source>
      <translation>Um ihn später zu finden, ohne jetzt etwas aufzuschreiben.</translation>
    </message>
    <message>
      <source>What is due is shown before it goes.</source>
      <translation>Was fällig ist, wird vor dem Löschen gezeigt.</translation>
    </message>
    <message>
      <source>What of a session is kept is asked before each; here, for how long.</source>
      <translation>Was von einer Sitzung gespeichert wird, wird vor jeder gefragt; hier, wie lange.</translation>
    </message>
    <message>
      <source>What you teach or guide brings no cue, and is shown apart afterwards.</source>
      <translation>Was Sie erklären oder anleiten, bringt keinen Hinweis und wird danach getrennt gezeigt.</translation>
    </message>
    <message>
      <source>Windows can, and macOS up to 14. Elsewhere whoever you share the whole screen with sees it.</source>
      <translation>Windows kann das, macOS bis 14. Sonst sieht sie, wem Sie den ganzen Bildschirm zeigen.</translation>
    </message>
    <message>
      <source>Your share is calm up to</source>
      <translation>Ihr Anteil ist unauffällig bis</translation>
    </message>
    <message>
      <source>as often as it can</source>
      <translation>so oft es geht</translation>
    </message>
    <message>
      <source>days</source>
      <translation>Tage</translation>
    </message>
    <message>
      <source>heard from the first sentences</source>
      <translation>aus den ersten Sätzen erkannt</translation>
    </message>
    <message>
      <source>min</source>
      <translation>min</translation>
    </message>
    <message>
      <source>no cues at all</source>
      <translation>gar keine Hinweise</translation>
    </message>
    <message>
      <source>no such cue</source>
      <translation>kein solcher Hinweis</translation>
    </message>
    <message>
      <source>no turn is</source>
      <translation>keiner</translation>
    </message>
    <message>
      <source>s</source>
      <translation>s</translation>
    </message>
    <message>
      <source>until you delete it</source>
      <translation>bis Sie löschen</translation>
    </message>
    <message>
      <source>your data folder</source>
      <translation>Ihr Datenordner</translation>
    </message>
  </context>
  <context>
    <name>SettingsWindow</name>
    <message>
      <source>As shipped</source>
      <translation>Standard</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Seiten</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>{setting}: as shipped</source>
      <translation>{setting}: Standard</translation>
    </message>
  </context>
  <context>
    <name>Short</name>
    <message>
      <source>Client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>Therapist</source>
      <translation>Sie</translation>
    </message>
  </context>
  <context>
    <name>SilencesPanel</name>
    <message>
      <source>1 silence, {length} in all</source>
      <translation>1-mal Schweigen, insgesamt {length}</translation>
    </message>
    <message>
      <source>Median {length}, none ended by the therapist.</source>
      <translation>Median {length}, keines durch Therapeut:in beendet.</translation>
    </message>
    <message>
      <source>Median {length}, {count} ended by the therapist.</source>
      <translation>Median {length}, {count} durch Therapeut:in beendet.</translation>
    </message>
    <message>
      <source>No silence of 3 s or more in this session.</source>
      <translation>Kein Schweigen ab 3 s in dieser Sitzung.</translation>
    </message>
    <message>
      <source>Silence is never scored: it may be where the work is done.</source>
      <translation>Schweigen wird nie bewertet: Oft geschieht gerade darin die Arbeit.</translation>
    </message>
    <message>
      <source>Silences</source>
      <translation>Schweigen</translation>
    </message>
    <message>
      <source>{count} silences, {length} in all</source>
      <translation>{count}-mal Schweigen, insgesamt {length}</translation>
    </message>
  </context>
  <context>
    <name>SoundCheck</name>
    <message>
      <source>A little more is needed: another sentence, please. Or skip this.</source>
      <translation>Es fehlt noch etwas: bitte noch einen Satz. Oder überspringen Sie dies.</translation>
    </message>
    <message>
      <source>A sentence of about five seconds over the call. Nobody there? Skip this.</source>
      <translation>Ein Satz von etwa fünf Sekunden über den Anruf. Niemand da? Überspringen Sie dies.</translation>
    </message>
    <message>
      <source>A sentence of about five seconds, and nobody else speaks.</source>
      <translation>Ein Satz von etwa fünf Sekunden, und sonst spricht niemand.</translation>
    </message>
    <message>
      <source>All is well</source>
      <translation>Alles in Ordnung</translation>
    </message>
    <message>
      <source>As you would in the session, for about five seconds, you alone.</source>
      <translation>Wie in der Sitzung, etwa fünf Sekunden lang, nur Sie.</translation>
    </message>
    <message>
      <source>Both microphones hear both of you alike: {figure} dB. Shares cannot be told. Move the microphones apart, and each nearer to its speaker.</source>
      <translation>Beide Mikrofone hören Sie beide gleich: {figure} dB. Redeanteile lassen sich nicht bestimmen. Rücken Sie die Mikrofone auseinander und jedes näher zur Person, die hineinspricht.</translation>
    </message>
    <message>
      <source>Both sentences came from the same place. Check again, each of you alone. If it stays so, move the microphones apart, and each nearer to its speaker.</source>
      <translation>Beide Sätze kamen vom selben Platz. Prüfen Sie noch einmal, jede Person für sich. Bleibt es so, rücken Sie die Mikrofone auseinander und jedes näher zur Person, die hineinspricht.</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>Enter skips this step, Ctrl-C ends.</source>
      <translation>Die Eingabetaste überspringt diesen Schritt, Strg-C beendet.</translation>
    </message>
    <message>
      <source>It is not quiet yet. Where it never is, skip this.</source>
      <translation>Es ist noch nicht still. Wo es das nie ist, überspringen Sie dies.</translation>
    </message>
    <message>
      <source>More than one voice was heard in a sentence, or a microphone changes its level by itself: how well you can be told apart is not known. Check again, one after the other.</source>
      <translation>In einem Satz war mehr als eine Stimme zu hören, oder ein Mikrofon ändert seinen Pegel von selbst: Wie gut Sie zu unterscheiden sind, ist nicht bekannt. Prüfen Sie noch einmal, nacheinander.</translation>
    </message>
    <message>
      <source>Not all of it was checked</source>
      <translation>Nicht alles wurde geprüft</translation>
    </message>
    <message>
      <source>Nothing but noise ({figure} dB) is heard from the client's microphone. Turn off what hums, or move that microphone nearer.</source>
      <translation>Vom Mikrofon von Klient:in ist nur Geräusch zu hören ({figure} dB). Schalten Sie ab, was brummt, oder rücken Sie das Mikrofon näher.</translation>
    </message>
    <message>
      <source>Nothing but noise ({figure} dB) is heard from the therapist's microphone. Turn off what hums, or move that microphone nearer.</source>
      <translation>Vom Mikrofon von Therapeut:in ist nur Geräusch zu hören ({figure} dB). Schalten Sie ab, was brummt, oder rücken Sie das Mikrofon näher.</translation>
    </message>
    <message>
      <source>Nothing is heard from the client's microphone. Check that it is on, not muted, and the right one.</source>
      <translation>Vom Mikrofon von Klient:in ist nichts zu hören. Prüfen Sie, ob es an, nicht stumm und das richtige ist.</translation>
    </message>
    <message>
      <source>Nothing is heard from the therapist's microphone. Check that it is on, not muted, and the right one.</source>
      <translation>Vom Mikrofon von Therapeut:in ist nichts zu hören. Prüfen Sie, ob es an, nicht stumm und das richtige ist.</translation>
    </message>
    <message>
      <source>Nothing is heard of the call yet. Check that this computer plays it. Nobody there? Skip this.</source>
      <translation>Vom Anruf ist noch nichts zu hören. Prüfen Sie, ob dieser Rechner ihn abspielt. Niemand da? Überspringen Sie dies.</translation>
    </message>
    <message>
      <source>Nothing is heard of the call. Check that the client is there, and that this computer plays it.</source>
      <translation>Vom Anruf ist nichts zu hören. Prüfen Sie, ob Klient:in da ist und dieser Rechner ihn abspielt.</translation>
    </message>
    <message>
      <source>Nothing is heard yet. Speak up, and check that the microphone is on and not muted.</source>
      <translation>Noch ist nichts zu hören. Sprechen Sie lauter, und prüfen Sie, ob das Mikrofon an und nicht stumm ist.</translation>
    </message>
    <message>
      <source>Now the client</source>
      <translation>Jetzt Klient:in</translation>
    </message>
    <message>
      <source>Please be quiet for a moment</source>
      <translation>Bitte einen Moment Ruhe</translation>
    </message>
    <message>
      <source>Please check once more</source>
      <translation>Bitte noch einmal prüfen</translation>
    </message>
    <message>
      <source>Swap them from now on? (y/n)</source>
      <translation>Von nun an tauschen? (j/n)</translation>
    </message>
    <message>
      <source>The call is too loud, and distorted. Turn it down.</source>
      <translation>Der Anruf ist zu laut und verzerrt. Stellen Sie ihn leiser.</translation>
    </message>
    <message>
      <source>The call is too quiet: {figure} dB. Turn it up.</source>
      <translation>Der Anruf ist zu leise: {figure} dB. Stellen Sie ihn lauter.</translation>
    </message>
    <message>
      <source>The call was not checked.</source>
      <translation>Der Anruf wurde nicht geprüft.</translation>
    </message>
    <message>
      <source>The client is not heard: {why}.</source>
      <translation>Klient:in ist nicht zu hören: {why}.</translation>
    </message>
    <message>
      <source>The client is too loud, and distorted. Lower the level of that microphone.</source>
      <translation>Klient:in ist zu laut und verzerrt. Senken Sie den Pegel dieses Mikrofons.</translation>
    </message>
    <message>
      <source>The client is too quiet: {figure} dB. Raise the level of that microphone, or move it nearer.</source>
      <translation>Klient:in ist zu leise: {figure} dB. Erhöhen Sie den Pegel dieses Mikrofons, oder rücken Sie es näher.</translation>
    </message>
    <message>
      <source>The client is {figure} dB softer in that microphone.</source>
      <translation>Klient:in ist darin {figure} dB leiser.</translation>
    </message>
    <message>
      <source>The client stands out of the noise by {figure} dB only. Move that microphone nearer, or turn off what hums.</source>
      <translation>Klient:in hebt sich nur um {figure} dB vom Geräusch ab. Rücken Sie das Mikrofon näher, oder schalten Sie ab, was brummt.</translation>
    </message>
    <message>
      <source>The client's level is good: {figure} dB.</source>
      <translation>Der Pegel von Klient:in ist gut: {figure} dB.</translation>
    </message>
    <message>
      <source>The client's microphone was not checked.</source>
      <translation>Das Mikrofon von Klient:in wurde nicht geprüft.</translation>
    </message>
    <message>
      <source>The client's voice comes back in the therapist's microphone after {figure} ms, as from a loudspeaker. It is taken out; headphones are better still.</source>
      <translation>Die Stimme von Klient:in kommt nach {figure} ms im Mikrofon von Therapeut:in wieder an, wie aus einem Lautsprecher. Sie wird herausgerechnet; Kopfhörer sind noch besser.</translation>
    </message>
    <message>
      <source>The microphones are swapped</source>
      <translation>Die Mikrofone sind vertauscht</translation>
    </message>
    <message>
      <source>The numbers would be wrong</source>
      <translation>Die Zahlen wären falsch</translation>
    </message>
    <message>
      <source>The room is listened to first, for two or three seconds.</source>
      <translation>Zuerst wird zwei, drei Sekunden lang dem Raum zugehört.</translation>
    </message>
    <message>
      <source>The same microphone hears both of you: shares cannot be told. Use a microphone for each.</source>
      <translation>Dasselbe Mikrofon hört Sie beide: Redeanteile lassen sich nicht bestimmen. Benutzen Sie für jede Person ein eigenes.</translation>
    </message>
    <message>
      <source>The therapist is heard in the client's microphone, and the client in the therapist's. Swap the channels, unless the client spoke first.</source>
      <translation>Therapeut:in ist im Mikrofon von Klient:in zu hören und umgekehrt. Tauschen Sie die Kanäle, außer wenn Klient:in zuerst gesprochen hat.</translation>
    </message>
    <message>
      <source>The therapist is not heard: {why}.</source>
      <translation>Therapeut:in ist nicht zu hören: {why}.</translation>
    </message>
    <message>
      <source>The therapist is too loud, and distorted. Lower the level of that microphone.</source>
      <translation>Therapeut:in ist zu laut und verzerrt. Senken Sie den Pegel dieses Mikrofons.</translation>
    </message>
    <message>
      <source>The therapist is too quiet: {figure} dB. Raise the level of that microphone, or move it nearer.</source>
      <translation>Therapeut:in ist zu leise: {figure} dB. Erhöhen Sie den Pegel dieses Mikrofons, oder rücken Sie es näher.</translation>
    </message>
    <message>
      <source>The therapist is {figure} dB softer in that microphone.</source>
      <translation>Therapeut:in ist darin {figure} dB leiser.</translation>
    </message>
    <message>
      <source>The therapist stands out of the noise by {figure} dB only. Move that microphone nearer, or turn off what hums.</source>
      <translation>Therapeut:in hebt sich nur um {figure} dB vom Geräusch ab. Rücken Sie das Mikrofon näher, oder schalten Sie ab, was brummt.</translation>
    </message>
    <message>
      <source>The therapist's level is good: {figure} dB.</source>
      <translation>Der Pegel von Therapeut:in ist gut: {figure} dB.</translation>
    </message>
    <message>
      <source>The therapist's microphone was not checked.</source>
      <translation>Das Mikrofon von Therapeut:in wurde nicht geprüft.</translation>
    </message>
    <message>
      <source>The therapist's sentence was heard from the call, and the client's in the microphone. Check again, the therapist first.</source>
      <translation>Der Satz von Therapeut:in kam aus dem Anruf und der von Klient:in aus dem Mikrofon. Prüfen Sie noch einmal, Therapeut:in zuerst.</translation>
    </message>
    <message>
      <source>The therapist's voice comes back in the client's microphone after {figure} ms, as from a loudspeaker. It is taken out; headphones are better still.</source>
      <translation>Die Stimme von Therapeut:in kommt nach {figure} ms im Mikrofon von Klient:in wieder an, wie aus einem Lautsprecher. Sie wird herausgerechnet; Kopfhörer sind noch besser.</translation>
    </message>
    <message>
      <source>The two microphones can be told apart well: {figure} dB.</source>
      <translation>Die beiden Mikrofone lassen sich gut unterscheiden: {figure} dB.</translation>
    </message>
    <message>
      <source>The two microphones can be told apart: {figure} dB. Nearer to each of you would be better.</source>
      <translation>Die beiden Mikrofone lassen sich unterscheiden: {figure} dB. Näher bei Ihnen beiden wäre besser.</translation>
    </message>
    <message>
      <source>The two microphones can hardly be told apart: {figure} dB. Move them apart, and each nearer to its speaker.</source>
      <translation>Die beiden Mikrofone lassen sich kaum unterscheiden: {figure} dB. Rücken Sie sie auseinander und jedes näher zur Person, die hineinspricht.</translation>
    </message>
    <message>
      <source>Therapist, say a sentence</source>
      <translation>Therapeut:in, bitte einen Satz</translation>
    </message>
    <message>
      <source>This was not heard, and is left out.</source>
      <translation>Dies war nicht zu hören und wird ausgelassen.</translation>
    </message>
    <message>
      <source>This will do, and could be better</source>
      <translation>Das genügt und könnte besser sein</translation>
    </message>
    <message>
      <source>To swap them, check them again with --swap.</source>
      <translation>Zum Tauschen noch einmal mit --swap prüfen.</translation>
    </message>
    <message>
      <source>at least {figure}</source>
      <translation>mindestens {figure}</translation>
    </message>
    <message>
      <source>clipping</source>
      <translation>übersteuert</translation>
    </message>
    <message>
      <source>good</source>
      <translation>gut</translation>
    </message>
    <message>
      <source>nothing heard</source>
      <translation>nichts zu hören</translation>
    </message>
    <message>
      <source>over {figure}</source>
      <translation>über {figure}</translation>
    </message>
    <message>
      <source>silent</source>
      <translation>still</translation>
    </message>
    <message>
      <source>too quiet</source>
      <translation>zu leise</translation>
    </message>
    <message>
      <source>waiting …</source>
      <translation>wartet …</translation>
    </message>
  </context>
  <context>
    <name>SoundCheckDialog</name>
    <message>
      <source>&amp;Again</source>
      <translation>&amp;Noch einmal</translation>
    </message>
    <message>
      <source>&amp;Start the session</source>
      <translation>Sitzung &amp;starten</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Fine</source>
      <translation>In Ordnung</translation>
    </message>
    <message>
      <source>How much of this step has been heard</source>
      <translation>Wie viel von diesem Schritt schon gehört wurde</translation>
    </message>
    <message>
      <source>Listening to {devices}</source>
      <translation>Gehört wird {devices}</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <source>S&amp;kip</source>
      <translation>&amp;Überspringen</translation>
    </message>
    <message>
      <source>Sound check</source>
      <translation>Tonprobe</translation>
    </message>
    <message>
      <source>Step {number} of {count}</source>
      <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
      <source>Swap &amp;channels</source>
      <translation>&amp;Kanäle tauschen</translation>
    </message>
    <message>
      <source>The sound check cannot go on</source>
      <translation>Die Tonprobe geht nicht weiter</translation>
    </message>
    <message>
      <source>To do</source>
      <translation>Zu tun</translation>
    </message>
  </context>
  <context>
    <name>Start</name>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Abbrechen</translation>
    </message>
    <message>
      <source>1 session holds what your settings would delete now: {command}</source>
      <translation>1 Sitzung enthält, was nach Ihren Einstellungen jetzt zu löschen wäre: {command}</translation>
    </message>
    <message>
      <source>Also the sound of both microphones. {sound_stays} {words_stay}</source>
      <translation>Auch der Ton beider Mikrofone. {sound_stays} {words_stay}</translation>
    </message>
    <message>
      <source>Also what each of you says, as text. {stay}</source>
      <translation>Auch was Sie beide sagen, als Text. {stay}</translation>
    </message>
    <message>
      <source>Deleted after {days} days.</source>
      <translation>Nach {days} Tagen gelöscht.</translation>
    </message>
    <message>
      <source>Deleted, as your settings say: {what}.</source>
      <translation>Gelöscht, wie in Ihren Einstellungen vorgesehen: {what}.</translation>
    </message>
    <message>
      <source>Kept until you delete them.</source>
      <translation>Gespeichert, bis Sie löschen.</translation>
    </message>
    <message>
      <source>My client knows that this session is recorded and kept as sound and as text, encrypted, on this computer alone, that the sound {sound_stays} and the text {text_stays}, and has agreed to it.</source>
      <translation>Klient:in weiß, dass diese Sitzung aufgenommen und als Ton und als Text gespeichert wird, verschlüsselt und nur auf diesem Computer, dass der Ton {sound_stays} und der Text {text_stays}, und ist damit einverstanden.</translation>
    </message>
    <message>
      <source>My client knows that what we both say in this session is kept as text, encrypted, on this computer alone, and that the text {stays}, and has agreed to it.</source>
      <translation>Klient:in weiß, dass das, was wir beide in dieser Sitzung sagen, als Text gespeichert wird, verschlüsselt und nur auf diesem Computer, und dass der Text {stays}, und ist damit einverstanden.</translation>
    </message>
    <message>
      <source>Nothing</source>
      <translation>Nichts</translation>
    </message>
    <message>
      <source>Nothing is written. The summary is shown once, when the session ends.</source>
      <translation>Nichts wird geschrieben. Die Zusammenfassung erscheint einmal, am Ende der Sitzung.</translation>
    </message>
    <message>
      <source>Numbers and transcript</source>
      <translation>Zahlen und Transkript</translation>
    </message>
    <message>
      <source>Numbers only</source>
      <translation>Nur Zahlen</translation>
    </message>
    <message>
      <source>Numbers, transcript and sound</source>
      <translation>Zahlen, Transkript und Ton</translation>
    </message>
    <message>
      <source>That passphrase does not open your sessions. {sentence}</source>
      <translation>Diese Passphrase öffnet Ihre Sitzungen nicht. {sentence}</translation>
    </message>
    <message>
      <source>The passphrase of your sessions</source>
      <translation>Die Passphrase Ihrer Sitzungen</translation>
    </message>
    <message>
      <source>The session of {title} was interrupted and cannot be closed. {why}</source>
      <translation>Die Sitzung {title} wurde abgebrochen und lässt sich nicht abschließen. {why}</translation>
    </message>
    <message>
      <source>The session of {title} was interrupted. It is closed now, and whole up to its last second: {show}, or {review}</source>
      <translation>Die Sitzung {title} wurde abgebrochen. Sie ist jetzt abgeschlossen und bis zur letzten Sekunde vollständig: {show} oder {review}</translation>
    </message>
    <message>
      <source>The sound is deleted after {days} days.</source>
      <translation>Der Ton wird nach {days} Tagen gelöscht.</translation>
    </message>
    <message>
      <source>The sound is kept until you delete it.</source>
      <translation>Der Ton bleibt gespeichert, bis Sie ihn löschen.</translation>
    </message>
    <message>
      <source>The words are deleted after {days} days.</source>
      <translation>Der Wortlaut wird nach {days} Tagen gelöscht.</translation>
    </message>
    <message>
      <source>The words are kept until you delete them.</source>
      <translation>Der Wortlaut bleibt gespeichert, bis Sie ihn löschen.</translation>
    </message>
    <message>
      <source>This computer has no keyring for the key of your sessions. Choose a passphrase for it ({least} characters or more, say four random words); nobody can open them without it</source>
      <translation>Dieser Computer hat keinen Schlüsselbund für den Schlüssel Ihrer Sitzungen. Wählen Sie eine Passphrase dafür (mindestens {least} Zeichen, etwa vier zufällige Wörter); ohne sie kann niemand die Sitzungen öffnen</translation>
    </message>
    <message>
      <source>This could not be deleted. {why}</source>
      <translation>Dies ließ sich nicht löschen. {why}</translation>
    </message>
    <message>
      <source>This session cannot be kept. {why}</source>
      <translation>Diese Sitzung lässt sich nicht speichern. {why}</translation>
    </message>
    <message>
      <source>What was listened to last is not there. Connect it and start anew, or choose below.</source>
      <translation>Was zuletzt zu hören war, fehlt. Schließen Sie es an und starten Sie neu, oder wählen Sie unten.</translation>
    </message>
    <message>
      <source>Who spoke when, and what follows from it. No words and no sound. {stay}</source>
      <translation>Wer wann sprach und was daraus folgt. Kein Wortlaut und kein Ton. {stay}</translation>
    </message>
    <message>
      <source>is deleted after {days} days</source>
      <translation>nach {days} Tagen gelöscht wird</translation>
    </message>
    <message>
      <source>is kept until you delete it</source>
      <translation>gespeichert bleibt, bis er von Hand gelöscht wird</translation>
    </message>
    <message>
      <source>made by the model {model}</source>
      <translation>vom Modell {model} erstellt</translation>
    </message>
    <message>
      <source>none: no model for them is in use</source>
      <translation>keiner: kein Modell dafür in Gebrauch</translation>
    </message>
    <message>
      <source>the sound</source>
      <translation>der Ton</translation>
    </message>
    <message>
      <source>the whole session</source>
      <translation>die ganze Sitzung</translation>
    </message>
    <message>
      <source>the words</source>
      <translation>der Wortlaut</translation>
    </message>
    <message>
      <source>{count} sessions hold what your settings would delete now: {command}</source>
      <translation>{count} Sitzungen enthalten, was nach Ihren Einstellungen jetzt zu löschen wäre: {command}</translation>
    </message>
    <message>
      <source>{device}, left the therapist</source>
      <translation>{device}, links Therapeut:in</translation>
    </message>
    <message>
      <source>{device}, right the therapist</source>
      <translation>{device}, rechts Therapeut:in</translation>
    </message>
    <message>
      <source>{therapist} (therapist), {client} (client)</source>
      <translation>{therapist} (Therapeut:in), {client} (Klient:in)</translation>
    </message>
  </context>
  <context>
    <name>StartDialog</name>
    <message>
      <source>&amp;Start</source>
      <translation>&amp;Starten</translation>
    </message>
    <message>
      <source>&amp;Therapist heard in</source>
      <translation>T&amp;herapeut:in über</translation>
    </message>
    <message>
      <source>Before the session</source>
      <translation>Vor der Sitzung</translation>
    </message>
    <message>
      <source>C&amp;lient heard in</source>
      <translation>K&amp;lient:in über</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Client's &amp;pseudonym</source>
      <translation>&amp;Pseudonym</translation>
    </message>
    <message>
      <source>Listening to</source>
      <translation>Zugehört wird</translation>
    </message>
    <message>
      <source>Pseudonym of the client</source>
      <translation>Pseudonym für Klient:in</translation>
    </message>
    <message>
      <source>Sound c&amp;heck …</source>
      <translation>&amp;Tonprobe …</translation>
    </message>
    <message>
      <source>The &amp;client has agreed</source>
      <translation>&amp;Klient:in ist einverstanden</translation>
    </message>
    <message>
      <source>Tick that your client has agreed, or keep the numbers only.</source>
      <translation>Haken Sie an, dass Klient:in einverstanden ist, oder speichern Sie nur die Zahlen.</translation>
    </message>
    <message>
      <source>What is kept of this session, encrypted, on this computer</source>
      <translation>Was auf diesem Computer gespeichert wird, verschlüsselt</translation>
    </message>
    <message>
      <source>Words</source>
      <translation>Wortlaut</translation>
    </message>
    <message>
      <source>not the name; may stay empty</source>
      <translation>nicht der Name; darf leer bleiben</translation>
    </message>
  </context>
  <context>
    <name>Strip</name>
    <message>
      <source>The ten seconds around it</source>
      <translation>Die zehn Sekunden darum herum</translation>
    </message>
  </context>
  <context>
    <name>Tabs</name>
    <message>
      <source>Latency</source>
      <translation>Latenz</translation>
    </message>
    <message>
      <source>Moments</source>
      <translation>Momente</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <source>Questions</source>
      <translation>Fragen</translation>
    </message>
    <message>
      <source>Silences</source>
      <translation>Schweigen</translation>
    </message>
  </context>
  <context>
    <name>TimelineView</name>
    <message>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
  </context>
  <context>
    <name>Told</name>
    <message>
      <source>Both channels carry the same sound. A microphone for each person is needed.</source>
      <translation>Beide Kanäle tragen denselben Ton. Jede Person braucht ein eigenes Mikrofon.</translation>
    </message>
    <message>
      <source>Both microphones hear both voices alike, so the numbers would be wrong. Move them apart.</source>
      <translation>Beide Mikrofone hören beide Stimmen gleich, die Zahlen wären daher falsch. Stellen Sie sie weiter auseinander.</translation>
    </message>
    <message>
      <source>Both seem to speak at once for much of the time: a microphone may be hearing both voices.</source>
      <translation>Beide scheinen oft gleichzeitig zu sprechen: Vielleicht hört ein Mikrofon beide Stimmen.</translation>
    </message>
    <message>
      <source>Half of all turns begin while the other is speaking: a microphone may be hearing both voices.</source>
      <translation>Die Hälfte aller Redebeiträge beginnt in den anderen hinein: Vielleicht hört ein Mikrofon beide Stimmen.</translation>
    </message>
    <message>
      <source>The channels may be swapped: what the client's carries fits the therapist better.</source>
      <translation>Die Kanäle sind vielleicht vertauscht: Was bei Klient:in ankommt, passt besser zu Therapeut:in.</translation>
    </message>
    <message>
      <source>The client can hardly be heard above the noise of the room. Move that microphone closer.</source>
      <translation>Klient:in ist im Raumgeräusch kaum zu hören. Rücken Sie das Mikrofon näher.</translation>
    </message>
    <message>
      <source>The client's microphone has carried no speech yet, though the other has spoken for minutes. Check that it is on.</source>
      <translation>Das Mikrofon von Klient:in hat noch keine Sprache geliefert, obwohl das Gegenüber seit Minuten spricht. Prüfen Sie, ob es eingeschaltet ist.</translation>
    </message>
    <message>
      <source>The client's microphone is too loud and distorts. Turn it down.</source>
      <translation>Das Mikrofon von Klient:in ist übersteuert. Stellen Sie es leiser.</translation>
    </message>
    <message>
      <source>The client's microphone sends only silence, though the other has spoken for minutes. Check that it is on.</source>
      <translation>Das Mikrofon von Klient:in liefert nur Stille, obwohl das Gegenüber seit Minuten spricht. Prüfen Sie, ob es eingeschaltet ist.</translation>
    </message>
    <message>
      <source>The clocks of the two recordings have run apart, and a voice is heard in both, so the numbers would be wrong. Record both with one device.</source>
      <translation>Die Uhren der beiden Aufnahmen sind auseinandergelaufen, und eine Stimme ist in beiden zu hören, die Zahlen wären daher falsch. Nehmen Sie beide mit einem Gerät auf.</translation>
    </message>
    <message>
      <source>The clocks of the two recordings run apart. By the voice that both hear they were put in step.</source>
      <translation>Die Uhren der beiden Aufnahmen laufen auseinander. Anhand der Stimme, die beide hören, wurden sie in Gleichschritt gebracht.</translation>
    </message>
    <message>
      <source>The hearing began with what the sound check of {day} had found of these microphones.</source>
      <translation>Das Hören begann mit dem, was die Tonprobe vom {day} über diese Mikrofone ergeben hatte.</translation>
    </message>
    <message>
      <source>The therapist can hardly be heard above the noise of the room. Move that microphone closer.</source>
      <translation>Therapeut:in ist im Raumgeräusch kaum zu hören. Rücken Sie das Mikrofon näher.</translation>
    </message>
    <message>
      <source>The therapist's microphone has carried no speech yet, though the other has spoken for minutes. Check that it is on.</source>
      <translation>Das Mikrofon von Therapeut:in hat noch keine Sprache geliefert, obwohl das Gegenüber seit Minuten spricht. Prüfen Sie, ob es eingeschaltet ist.</translation>
    </message>
    <message>
      <source>The therapist's microphone is too loud and distorts. Turn it down.</source>
      <translation>Das Mikrofon von Therapeut:in ist übersteuert. Stellen Sie es leiser.</translation>
    </message>
    <message>
      <source>The therapist's microphone sends only silence, though the other has spoken for minutes. Check that it is on.</source>
      <translation>Das Mikrofon von Therapeut:in liefert nur Stille, obwohl das Gegenüber seit Minuten spricht. Prüfen Sie, ob es eingeschaltet ist.</translation>
    </message>
    <message>
      <source>The words come from the demo model, which knows only the demo's vocabulary and voices: they are right for the demo alone.</source>
      <translation>Die Wörter stammen vom Demomodell, das nur den Wortschatz und die Stimmen der Demo kennt: Sie stimmen nur für die Demo.</translation>
    </message>
    <message>
      <source>What the client said while not heard is in no figure.</source>
      <translation>Was Klient:in ungehört sagte, ist in keiner Zahl enthalten.</translation>
    </message>
    <message>
      <source>What the therapist said while not heard is in no figure.</source>
      <translation>Was Therapeut:in ungehört sagte, ist in keiner Zahl enthalten.</translation>
    </message>
    <message>
      <source>input/output error</source>
      <translation>Fehler beim Lesen oder Schreiben</translation>
    </message>
    <message>
      <source>no sound comes from {device}</source>
      <translation>von {device} kommt kein Ton</translation>
    </message>
    <message>
      <source>no space left on device</source>
      <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
      <source>not enough speech yet</source>
      <translation>noch nicht genug Sprache</translation>
    </message>
    <message>
      <source>the computer plays through another device now</source>
      <translation>der Computer spielt jetzt über ein anderes Gerät</translation>
    </message>
    <message>
      <source>the devices of this computer are listed anew</source>
      <translation>die Geräte dieses Computers werden neu aufgelistet</translation>
    </message>
    <message>
      <source>the disk does not answer</source>
      <translation>der Datenträger antwortet nicht</translation>
    </message>
    <message>
      <source>the system has put {other} in the place of {device}</source>
      <translation>das System hat {device} durch {other} ersetzt</translation>
    </message>
    <message>
      <source>{device} is muted in the system's sound settings</source>
      <translation>{device} ist in den Klangeinstellungen des Systems stummgeschaltet</translation>
    </message>
    <message>
      <source>{device} was disconnected</source>
      <translation>{device} wurde getrennt</translation>
    </message>
    <message>
      <source>{device}: some sound was lost because the computer was too busy.</source>
      <translation>{device}: Etwas Ton ging verloren, weil der Computer ausgelastet war.</translation>
    </message>
    <message>
      <source>{heard} s of speech were heard; a share needs {needed} s</source>
      <translation>Es waren {heard} s Sprache zu hören; ein Anteil braucht {needed} s</translation>
    </message>
  </context>
  <context>
    <name>TranscriptList</name>
    <message>
      <source>The recogniser was unsure of this word ({percent} %).</source>
      <translation>Die Spracherkennung war sich bei diesem Wort nicht sicher ({percent} %).</translation>
    </message>
  </context>
  <context>
    <name>TranscriptView</name>
    <message>
      <source>&amp;Follow the sound</source>
      <translation>Dem &amp;Ton folgen</translation>
    </message>
    <message>
      <source>Go back to the words that are being spoken</source>
      <translation>Zurück zu den Wörtern, die gerade gesprochen werden</translation>
    </message>
    <message>
      <source>Next place</source>
      <translation>Nächste Stelle</translation>
    </message>
    <message>
      <source>Nobody spoke in this session, so there is nothing to read.</source>
      <translation>In dieser Sitzung hat niemand gesprochen; es gibt also nichts zu lesen.</translation>
    </message>
    <message>
      <source>Not found</source>
      <translation>Nicht gefunden</translation>
    </message>
    <message>
      <source>Places found</source>
      <translation>Gefundene Stellen</translation>
    </message>
    <message>
      <source>Previous place</source>
      <translation>Vorige Stelle</translation>
    </message>
    <message>
      <source>Search the words</source>
      <translation>Wörter suchen</translation>
    </message>
    <message>
      <source>Transcript</source>
      <translation>Transkript</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>{count} gefunden</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>{number} von {count}</translation>
    </message>
  </context>
  <context>
    <name>TrendLegend</name>
    <message>
      <source>a session</source>
      <translation>eine Sitzung</translation>
    </message>
    <message>
      <source>half of them</source>
      <translation>die Hälfte</translation>
    </message>
    <message>
      <source>usual: the median</source>
      <translation>üblich: der Median</translation>
    </message>
    <message>
      <source>without this figure</source>
      <translation>ohne diese Kennzahl</translation>
    </message>
  </context>
  <context>
    <name>Waiting</name>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Abbrechen</translation>
    </message>
  </context>
  <context>
    <name>Wording</name>
    <message>
      <source>1 interruption</source>
      <translation>1 Unterbrechung</translation>
    </message>
    <message>
      <source>Bookmarked, to come back to in the replay</source>
      <translation>Lesezeichen gesetzt, für den Rückblick</translation>
    </message>
    <message>
      <source>Both are speaking</source>
      <translation>Beide sprechen</translation>
    </message>
    <message>
      <source>Client</source>
      <translation>Klient:in</translation>
    </message>
    <message>
      <source>Client has the floor</source>
      <translation>Klient:in hat das Wort</translation>
    </message>
    <message>
      <source>Client is not heard: {reason}</source>
      <translation>Klient:in nicht zu hören: {reason}</translation>
    </message>
    <message>
      <source>Intentional: no cues in this stretch</source>
      <translation>Beabsichtigt: hier keine Hinweise</translation>
    </message>
    <message>
      <source>Interruptions are not counted now</source>
      <translation>Unterbrechungen nicht gezählt</translation>
    </message>
    <message>
      <source>Just begun</source>
      <translation>Gerade begonnen</translation>
    </message>
    <message>
      <source>Last {length}</source>
      <translation>Letzte {length}</translation>
    </message>
    <message>
      <source>Listening… {heard} s of {needed} s of speech</source>
      <translation>Hört zu… {heard} s von {needed} s Sprache</translation>
    </message>
    <message>
      <source>No bookmark: nothing of this session is kept</source>
      <translation>Kein Lesezeichen: Sitzung wird nicht gespeichert</translation>
    </message>
    <message>
      <source>No interruptions</source>
      <translation>Keine Unterbrechungen</translation>
    </message>
    <message>
      <source>No speech in the last {length}</source>
      <translation>Keine Sprache in den letzten {length}</translation>
    </message>
    <message>
      <source>No words: {reason}</source>
      <translation>Keine Wörter: {reason}</translation>
    </message>
    <message>
      <source>Nobody is heard: {reasons}</source>
      <translation>Niemand zu hören: {reasons}</translation>
    </message>
    <message>
      <source>Nobody is speaking · {seconds} s</source>
      <translation>Niemand spricht · {seconds} s</translation>
    </message>
    <message>
      <source>Not being saved: {reason}</source>
      <translation>Wird nicht gespeichert: {reason}</translation>
    </message>
    <message>
      <source>Paused. {lost}</source>
      <translation>Pausiert. {lost}</translation>
    </message>
    <message>
      <source>Paused: not counted from here</source>
      <translation>Pausiert: ab hier nicht gezählt</translation>
    </message>
    <message>
      <source>Session {therapist} / {client}</source>
      <translation>Sitzung {therapist} / {client}</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Beginnt…</translation>
    </message>
    <message>
      <source>Therapist</source>
      <translation>Therapeut:in</translation>
    </message>
    <message>
      <source>Therapist has the floor</source>
      <translation>Therapeut:in hat das Wort</translation>
    </message>
    <message>
      <source>Therapist is not heard: {reason}</source>
      <translation>Therapeut:in nicht zu hören: {reason}</translation>
    </message>
    <message>
      <source>Words are {length} behind</source>
      <translation>Wörter {length} im Rückstand</translation>
    </message>
    <message>
      <source>You have held the floor for {length}</source>
      <translation>Sie haben das Wort seit {length}</translation>
    </message>
    <message>
      <source>Your share is above {percent} %</source>
      <translation>Ihr Anteil liegt über {percent} %</translation>
    </message>
    <message>
      <source>channels swapped</source>
      <translation>Kanäle getauscht</translation>
    </message>
    <message>
      <source>demo words</source>
      <translation>Demowörter</translation>
    </message>
    <message>
      <source>just now</source>
      <translation>gerade eben</translation>
    </message>
    <message>
      <source>{count} cut-ins in {length}</source>
      <translation>{count}-mal unterbrochen in {length}</translation>
    </message>
    <message>
      <source>{count} interruptions</source>
      <translation>{count} Unterbrechungen</translation>
    </message>
    <message>
      <source>{hours} h ago</source>
      <translation>vor {hours} h</translation>
    </message>
    <message>
      <source>{hours} h {minutes} min so far</source>
      <translation>bisher {hours} h {minutes} min</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} min</translation>
    </message>
    <message>
      <source>{minutes} min ago</source>
      <translation>vor {minutes} min</translation>
    </message>
    <message>
      <source>{minutes} min so far</source>
      <translation>bisher {minutes} min</translation>
    </message>
    <message>
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <source>{percent} % of the last {length} was yours</source>
      <translation>Ihr Anteil der letzten {length}: {percent} %</translation>
    </message>
    <message>
      <source>{rolling}: therapist {therapist}, client {client}</source>
      <translation>{rolling}: Therapeut:in {therapist}, Klient:in {client}</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
  </context>
  <context>
    <name>_NoteDelegate</name>
    <message>
      <source>Text of the note</source>
      <translation>Text der Notiz</translation>
    </message>
  </context>
</TS>
