import type { PageTexts } from './page-texts.ts';

export const GERMAN_PAGES: PageTexts = {
  questions: 'Fragen?',
  login: 'Benutzername',
  passwordHint: 'Mindestens {minLength} Zeichen. Gut sind einige Wörter, die nichts miteinander zu tun haben.',
  forgotten: {
    title: 'Passwort festlegen',
    heading: 'Passwort vergessen?',
    paragraphs: [
      'Geben Sie Ihren Benutzernamen ein. Wir senden einen Link, mit dem Sie ein neues Passwort festlegen, an Ihre E-Mail-Adresse.',
    ],
    button: 'Link senden',
  },
  sent: {
    heading: 'Sehen Sie in Ihre E-Mails',
    paragraphs: [
      'Wenn es diesen Benutzernamen gibt, ist ein Link für ein neues Passwort unterwegs. Er funktioniert einmal und gilt eine Stunde.',
      'Nichts angekommen? Sehen Sie im Spam-Ordner nach, und prüfen Sie den Benutzernamen.',
    ],
    again: 'Noch einmal senden',
  },
  reset: {
    heading: 'Passwort festlegen',
    paragraphs: ['Für den Benutzernamen {login}.'],
    password: 'Neues Passwort',
    repeated: 'Noch einmal dasselbe',
    button: 'Passwort festlegen',
  },
  done: {
    title: 'Passwort festgelegt',
    heading: 'Ihr Passwort ist festgelegt',
    paragraphs: ['Sie können sich jetzt als {login} anmelden. Überall sonst wurden Sie abgemeldet.'],
  },
  invitation: {
    title: 'Einladung',
    heading: 'Werden Sie Reseller von {senderName}',
    paragraphs: ['Lesen Sie die Vereinbarung, und sagen Sie uns dann, wer Sie sind. Sie können sofort beginnen.'],
    over: 'Diese Einladung kann nicht verwendet werden',
    companyName: 'Eingetragener Name Ihres Unternehmens',
    companyHint: 'Mit Rechtsform, zum Beispiel Falk Resale GmbH.',
    firstName: 'Vorname',
    lastName: 'Nachname',
    email: 'E-Mail-Adresse',
    loginOptional: 'Benutzername (freiwillig)',
    loginHint: 'Sie melden sich mit Ihrer E-Mail-Adresse an, wenn Sie keinen anderen Namen wählen.',
    password: 'Passwort',
    accept: 'Ich nehme die Vereinbarung in Version {version} für mein Unternehmen an.',
    button: 'Annehmen und beginnen',
  },
  welcome: {
    title: 'Willkommen',
    heading: 'Willkommen, {companyName}',
    paragraphs: ['Ihr Konto ist aktiv. Melden Sie sich als {login} an.'],
  },
  signIn: {
    title: 'Anmelden',
    heading: 'Anmelden',
    paragraphs: ['Danach geht es weiter zu {host}.'],
    password: 'Passwort',
    codeOptional: 'Code (freiwillig)',
    codeOptionalHint: 'Falls Sie eine Authenticator-App haben: deren sechs Ziffern oder ein Wiederherstellungscode.',
    withProvider: 'Anmelden mit {provider}',
    forgotten: 'Passwort vergessen?',
    button: 'Anmelden',
  },
  secondFactor: {
    heading: 'Noch ein Schritt',
    paragraphs: ['Sie haben hier einen zweiten Faktor.'],
    code: 'Code',
    hint: 'Die sechs Ziffern Ihrer Authenticator-App oder ein Wiederherstellungscode.',
    button: 'Weiter',
  },
  signedIn: { heading: 'Sie sind angemeldet', goOn: 'Weiter zu {host}' },
  notSignedIn: { heading: 'Sie sind nicht angemeldet', otherWay: 'Anders anmelden' },
  faults: {
    EXPIRED: {
      message: 'Die Anmeldung hat zu lange gedauert oder wurde nicht in diesem Browser begonnen.',
      remedy: 'Öffnen Sie Ihr Portal, und melden Sie sich noch einmal an.',
    },
    NOT_ALLOWED: {
      message: 'So können Sie sich nicht anmelden.',
      remedy: 'Melden Sie sich anders an, oder fragen Sie einen Administrator Ihres Kontos.',
    },
    SECOND_FACTOR_REQUIRED: {
      message: 'Zu diesem Benutzernamen gehört außer dem Passwort ein Code.',
      remedy: 'Geben Sie die sechs Ziffern Ihrer Authenticator-App ein.',
    },
    VENDOR_UNAVAILABLE: {
      message: 'Der Dienst, bei dem Sie sich anmelden wollen, antwortet zurzeit nicht.',
      remedy: 'Versuchen Sie es in einer Minute noch einmal, oder melden Sie sich anders an.',
    },
    WRONG_CREDENTIALS: {
      message: 'Der Dienst hat Sie nicht angemeldet, oder hier gibt es keinen Benutzer mit Ihrer Adresse.',
      remedy:
        'Versuchen Sie es noch einmal, melden Sie sich anders an, oder fragen Sie einen Administrator Ihres Kontos.',
    },
    'WRONG_CREDENTIALS code': {
      message: 'Dieser Code gilt jetzt nicht oder wurde schon verwendet.',
      remedy: 'Warten Sie auf den nächsten, und geben Sie ihn ein.',
    },
    'WRONG_CREDENTIALS password': {
      message: 'Benutzername und Passwort passen nicht zusammen.',
      remedy: 'Prüfen Sie beides, oder setzen Sie ein neues Passwort.',
    },
    ACCOUNT_ON_HOLD: {
      message: 'Das Konto, das Sie eingeladen hat, ist zurzeit gesperrt.',
      remedy: 'Fragen Sie dort, wann es weitergeht.',
    },
    CONFLICT: {
      message: 'Inzwischen gilt eine neue Version der Vereinbarung.',
      remedy: 'Lesen Sie sie, und nehmen Sie dann diese Version an.',
    },
    'EXPIRED token': {
      message: 'Dieser Link wurde schon verwendet oder ist nicht mehr gültig.',
      remedy: 'Fordern Sie einen neuen an.',
    },
    'INVALID email': {
      message: 'Mit dieser E-Mail-Adresse können Sie sich nicht anmelden.',
      remedy: 'Prüfen Sie die Adresse, oder wählen Sie dazu einen Benutzernamen.',
    },
    'INVALID login': {
      message: 'So kann ein Benutzername nicht lauten.',
      remedy: 'Wählen Sie 5 bis 255 Buchstaben, Ziffern oder die Zeichen _ . @ -.',
    },
    'INVALID password': {
      message: 'Dieses Passwort ist zu leicht zu erraten.',
      remedy: 'Wählen Sie ein längeres, das Sie sonst nirgends verwenden und das nicht der Benutzername ist.',
    },
    'INVALID repeated': {
      message: 'Die beiden Passwörter sind nicht gleich.',
      remedy: 'Geben Sie das neue Passwort zweimal ein.',
    },
    INVITATION_USED: {
      message: 'Diese Einladung wurde schon angenommen.',
      remedy: 'Melden Sie sich mit dem Benutzernamen an, der dabei gewählt wurde.',
    },
    LOGIN_TAKEN: {
      message: 'Diesen Benutzernamen hat schon jemand anders.',
      remedy: 'Wählen Sie einen anderen Benutzernamen.',
    },
    'NOT_FOUND token': {
      message: 'Zu diesem Link gibt es keine Einladung.',
      remedy: 'Öffnen Sie die neueste E-Mail: Eine Einladung, die noch einmal gesendet wird, hat einen neuen Link.',
    },
    REQUIRED: { message: 'Eine Angabe fehlt.', remedy: 'Füllen Sie das markierte Feld aus.' },
    TERMS_NOT_ACCEPTED: {
      message: 'Die Vereinbarung ist noch nicht angenommen.',
      remedy: 'Nehmen Sie sie an, und senden Sie die Angaben noch einmal.',
    },
    TOO_LONG: { message: 'Eine Angabe ist zu lang.', remedy: 'Kürzen Sie den Text im markierten Feld.' },
    TOO_MANY_ATTEMPTS: {
      message: 'Das waren zu viele Versuche.',
      remedy: 'Warten Sie, und versuchen Sie es dann noch einmal.',
    },
    OTHER: { message: 'Eine Angabe kann so nicht verwendet werden.', remedy: 'Ändern Sie das markierte Feld.' },
  },
};
