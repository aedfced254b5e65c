import type { Language } from './language.ts';

const TO_CUSTOMER = 'Sie erhalten diese E-Mail als administrativer Kontakt von {customerName}.';
const TO_RESELLER = 'Sie erhalten diese E-Mail als Kontakt des Resellers, bei dem {customerName} kauft.';

export const GERMAN: Language = {
  tag: 'de',
  locale: 'de-DE',
  messages: {
    'order.completed': {
      subject: 'Bestellung {orderNumber}: Ihre Abonnements sind bereit',
      heading: 'Ihre Abonnements sind bereit',
      opening: ['Die Bestellung {orderNumber} für {customerName} ist abgeschlossen.'],
      because: TO_CUSTOMER,
    },
    'order.partially-completed': {
      subject: 'Bestellung {orderNumber}: nur zum Teil ausgeführt',
      heading: 'Ihre Bestellung wurde nur zum Teil ausgeführt',
      opening: [
        'Einige Positionen der Bestellung {orderNumber} für {customerName} konnten nicht ausgeführt werden. Die übrigen sind aktiv.',
        'Die fehlgeschlagenen Positionen werden Ihnen nicht berechnet.',
      ],
      because: TO_CUSTOMER,
    },
    'order.failed': {
      subject: 'Bestellung {orderNumber} ist fehlgeschlagen',
      heading: 'Ihre Bestellung ist fehlgeschlagen',
      opening: [
        'Die Bestellung {orderNumber} für {customerName} konnte nicht ausgeführt werden. Den Grund und die Abhilfe finden Sie weiter unten.',
        'Die Bestellung wird Ihnen nicht berechnet.',
      ],
      because: TO_CUSTOMER,
    },
    'order.cancelled': {
      subject: 'Bestellung {orderNumber} wurde storniert',
      heading: 'Ihre Bestellung wurde storniert',
      opening: ['Die Bestellung {orderNumber} für {customerName} wurde storniert. Sie wird Ihnen nicht berechnet.'],
      because: TO_CUSTOMER,
    },
    'order.action-required': {
      subject: 'Bestellung {orderNumber}: Ihre Mithilfe ist nötig',
      heading: 'Ihre Mithilfe ist nötig',
      opening: [
        'Die Bestellung {orderNumber} für {customerName} kann erst fortgesetzt werden, wenn Sie getan haben, was unten beschrieben ist.',
        'Danach läuft die Bestellung von selbst weiter. Sie müssen nicht noch einmal bestellen.',
      ],
      because: TO_CUSTOMER,
    },
    'customer-order.partially-completed': {
      subject: '{customerName}: Bestellung {orderNumber} nur zum Teil ausgeführt',
      heading: 'Eine Bestellung Ihres Kunden wurde nur zum Teil ausgeführt',
      opening: [
        'Einige Positionen der Bestellung {orderNumber} Ihres Kunden {customerName} konnten nicht ausgeführt werden. Die übrigen sind aktiv.',
        'Der Kontakt des Kunden, {contactName}, wurde ebenfalls benachrichtigt. Was für die fehlgeschlagenen Positionen reserviert war, ist wieder frei.',
      ],
      because: TO_RESELLER,
    },
    'customer-order.failed': {
      subject: '{customerName}: Bestellung {orderNumber} ist fehlgeschlagen',
      heading: 'Eine Bestellung Ihres Kunden ist fehlgeschlagen',
      opening: [
        'Die Bestellung {orderNumber} Ihres Kunden {customerName} konnte nicht ausgeführt werden. Den Grund und die Abhilfe finden Sie weiter unten.',
        'Der Kontakt des Kunden, {contactName}, wurde ebenfalls benachrichtigt. Was für die Bestellung reserviert war, ist wieder frei.',
      ],
      because: TO_RESELLER,
    },
    'customer-order.action-required': {
      subject: '{customerName}: Bestellung {orderNumber} wartet auf Ihren Kunden',
      heading: 'Eine Bestellung wartet auf Ihren Kunden',
      opening: [
        'Die Bestellung {orderNumber} von {customerName} kann erst fortgesetzt werden, wenn Ihr Kunde getan hat, was unten beschrieben ist.',
        'Der Kontakt des Kunden, {contactName}, weiß, was zu tun ist. Danach läuft die Bestellung von selbst weiter.',
      ],
      because: TO_RESELLER,
    },
    'access.granted': {
      subject: 'Ihr Zugang für {accountName}',
      heading: 'Legen Sie Ihr Passwort fest',
      opening: [
        'Sie können sich jetzt für {accountName} anmelden. Legen Sie dafür zuerst über den Link ein Passwort fest. Der Link funktioniert einmal.',
      ],
      because: 'Sie erhalten diese E-Mail, weil Ihnen jemand einen Zugang für {accountName} eingerichtet hat.',
    },
    'access.reset': {
      subject: 'Neues Passwort festlegen',
      heading: 'Legen Sie ein neues Passwort fest',
      opening: [
        'Für Ihren Benutzernamen wurde ein neues Passwort angefordert. Legen Sie es über den Link fest. Der Link funktioniert einmal.',
        'Bis dahin gilt Ihr bisheriges Passwort.',
      ],
      because: 'Sie erhalten diese E-Mail, weil auf der Anmeldeseite ein neues Passwort angefordert wurde.',
    },
    'access.changed': {
      subject: 'Ihr Passwort wurde geändert',
      heading: 'Ihr Passwort wurde geändert',
      opening: [
        'Das Passwort zu Ihrem Benutzernamen wurde geändert. Sie wurden überall abgemeldet und können sich mit dem neuen Passwort wieder anmelden.',
      ],
      because: 'Sie erhalten diese E-Mail, weil Ihr Passwort geändert wurde.',
    },
    'access.second-factor': {
      subject: 'Ihr zweiter Faktor wurde geändert',
      heading: 'Ihr zweiter Faktor wurde geändert',
      opening: [
        'Der zweite Faktor zu Ihrem Benutzernamen wurde eingerichtet, ersetzt oder entfernt. Ihre anderen Sitzungen wurden beendet.',
      ],
      because: 'Sie erhalten diese E-Mail, weil der zweite Faktor zu Ihrem Benutzernamen geändert wurde.',
    },
    'access.identity-linked': {
      subject: 'Sie können sich mit {providerName} anmelden',
      heading: 'Sie können sich ohne Passwort anmelden',
      opening: [
        'Jemand mit Ihrer E-Mail-Adresse bei {providerName} hat sich zum ersten Mal mit Ihrem Benutzernamen angemeldet. Von jetzt an öffnet ihn diese Identität ohne Passwort.',
      ],
      because:
        'Sie erhalten diese E-Mail, weil Ihr Benutzername mit einer Identität an anderer Stelle verknüpft wurde.',
    },
    'reseller.activated': {
      subject: '{accountName} ist aktiv',
      heading: 'Ihr Reseller-Konto ist aktiv',
      opening: [
        '{accountName} wurde aktiviert. Sie können ab sofort Kunden anlegen und für sie bestellen.',
        'Melden Sie sich mit dem Benutzernamen unten und Ihrem Passwort an. Wenn Sie das Passwort vergessen haben, fordern Sie einen Link an, um ein neues festzulegen.',
      ],
      because: 'Sie erhalten diese E-Mail als administrativer Kontakt von {accountName}.',
    },
    'reseller.invited': {
      subject: '{inviterName} lädt Sie ein, Reseller zu werden',
      heading: 'Werden Sie Reseller',
      opening: [
        '{inviterName} lädt Ihr Unternehmen ein, auf seinem Marktplatz Cloud-Dienste zu verkaufen.',
        'Über den Link lesen Sie die Vereinbarung, wählen Benutzernamen und Passwort und können sofort beginnen. Der Link funktioniert einmal.',
      ],
      because:
        'Sie erhalten diese E-Mail, weil {inviterName} Ihre Adresse angegeben hat. Wenn Sie keine Einladung erwarten, ignorieren Sie sie bitte.',
    },
    'prices.rising': {
      subject: 'Preise von {vendorName} steigen ab {since}',
      heading: 'Einige Ihrer Preise steigen',
      opening: [
        'Die Preisliste von {vendorName} hat sich geändert. Damit werden Angebote für {accountName} teurer.',
        'Sie stehen unten, die mit dem größten Anstieg zuerst, jeweils mit Ihrem Einkaufspreis für einen Platz und die ganze Laufzeit.',
      ],
      because: 'Sie erhalten diese E-Mail als administrativer Kontakt von {accountName}.',
    },
    'platform.attention': {
      subject: 'Bitte prüfen: {about}',
      heading: 'Etwas braucht Ihre Aufmerksamkeit',
      opening: ['Folgendes kann die Plattform nicht selbst zu Ende bringen.'],
      because: 'Sie erhalten diese E-Mail, weil die Plattform an diese Adresse meldet, was jemand ansehen muss.',
    },
  },
  greeting: 'Guten Tag {recipientName},',
  greetingUnnamed: 'Guten Tag,',
  questions: 'Bei Fragen wenden Sie sich bitte an {senderName}:',
  facts: {
    orderNumber: 'Bestellnummer',
    purchaseOrderNumber: 'Bestellreferenz',
    customer: 'Kunde',
    tenant: 'Tenant',
    placedAt: 'Bestellt',
    endedAt: 'Beendet',
  },
  line: {
    title: '{quantity} × {productName}',
    outcomes: {
      active: 'aktiv',
      failed: 'fehlgeschlagen',
      cancelled: 'storniert',
      'action-required': 'Handlung nötig',
      'in-progress': 'in Arbeit',
    },
    vendorSays: 'Der Hersteller schreibt: „{vendorMessage}“',
    vendorSaysWithCode: 'Der Hersteller schreibt: „{vendorMessage}“ (Code {vendorCode})',
    remedy: 'Abhilfe: {remedy}',
  },
  access: {
    login: 'Benutzername',
    account: 'Konto',
    expiresAt: 'Der Link gilt bis',
    setPassword: 'Passwort festlegen',
    newLink: 'Neuen Link anfordern',
    reviewAgreement: 'Vereinbarung lesen',
    unexpected: {
      title: 'Das waren nicht Sie?',
      text: 'Dann fordern Sie einen Link für ein neues Passwort an, was alle Sitzungen beendet, und verständigen Sie die Administration von {accountName}.',
    },
  },
  attention: {
    about: {
      order: 'Bestellung {orderNumber}',
      platform: 'ein Vorgang der Plattform',
      several: '{count} Einträge',
    },
    orderTitle: 'Bestellung {orderNumber} für {customerName}',
    platformTitle: 'Ein Vorgang der Plattform',
    since: 'Seit {since}',
    more: { title: 'Weitere Einträge', text: 'Neue Einträge außer diesen: {count}.' },
    list: {
      title: 'Die ganze Liste',
      text: 'Die Abfrage needsAttention liefert die ganze Liste. Die Mutation retryAttentionItem lässt einen Eintrag sofort noch einmal prüfen. Ein Eintrag verschwindet von selbst, sobald seine Bestellung weiterläuft.',
    },
  },
  prices: {
    account: 'Konto',
    plans: 'Angebote, die teurer werden',
    since: 'Das erste am',
    plan: '{segment}, {market}: {term}, {billing}',
    change: 'Ab {since}: {before} → {after}',
    segments: {
      COMMERCIAL: 'Unternehmen',
      EDUCATION: 'Bildung',
      NONPROFIT: 'gemeinnützige Organisationen',
      GOVERNMENT: 'Behörden',
    },
    billing: {
      MONTHLY: 'monatlich berechnet',
      ANNUAL: 'jährlich berechnet',
      TRIENNIAL: 'alle drei Jahre berechnet',
      ONE_TIME: 'einmal berechnet',
    },
    perpetual: 'unbefristet',
    noLongerFree: 'nicht mehr kostenlos',
    more: { title: 'Weitere Angebote', text: 'Angebote, die außer diesen teurer werden: {count}.' },
    list: {
      title: 'Die ganze Liste',
      text: 'Die Abfrage priceChanges liefert alle Änderungen Ihrer Preise, auch was billiger wird, neu ist oder endet.',
    },
    off: {
      title: 'Keine weiteren E-Mails dieser Art',
      text: 'Die Administration von {accountName} schaltet sie mit der Mutation updateAccount und priceChangeMails: false ab.',
    },
  },
  notes: {
    administrator: {
      title: 'Der erste Administrator',
      text: 'Der erste Administrator des Tenants ist {administrator}. Das vorläufige Passwort sehen Sie, wenn Sie im Kundenportal das Abonnement öffnen und die Zugangsdaten aufdecken. Es wird einmal angezeigt und nie per E-Mail gesendet.',
    },
    licences: {
      title: 'Lizenzen zuweisen',
      text: 'Lizenzen weisen Sie Personen im Microsoft 365 Admin Center zu, unter Abrechnung > Ihre Produkte.',
    },
  },
  reasons: {
    ATTESTATION_MISSING: {
      message: 'Microsoft liegt keine gültige Bestätigung des Resellers als zuständiger Partner vor.',
      remedy: 'Der Reseller bestellt erneut und nennt, wer die Bestätigung unterzeichnet.',
    },
    CUSTOMER_AGREEMENT_MISSING: {
      message: 'Für diesen Kunden hat niemand die aktuelle Fassung des Microsoft-Kundenvertrags angenommen.',
      remedy:
        'Eine zeichnungsberechtigte Person des Kunden liest den Vertrag und nimmt ihn an. Geben Sie dann an, wer ihn an welchem Tag angenommen hat.',
    },
    NOT_ELIGIBLE: {
      message: 'Microsoft hat die Berechtigung des Kunden für dieses Segment nicht bestätigt.',
      remedy: 'Der Kunde beantragt die Prüfung bei Microsoft.',
    },
    QUANTITY_OUT_OF_RANGE: {
      message: 'In dieser Menge verkauft der Hersteller dieses Produkt nicht.',
      remedy: 'Bestellen Sie eine Menge innerhalb der Grenzen des Produkts.',
    },
    RELATIONSHIP_MISSING: {
      message: 'Es fehlt eine Beziehung zwischen dem Tenant, dem Reseller und dem indirekten Anbieter.',
      remedy: 'Ein globaler Administrator des Tenants nimmt die Beziehung an.',
    },
    RESELLER_DOMAIN_INVALID: {
      message: 'Microsoft kennt die .onmicrosoft.com-Domäne des Resellers nicht.',
      remedy: 'Der Reseller bestellt erneut und gibt seine eigene .onmicrosoft.com-Domäne an.',
    },
    RESELLER_NOT_ENROLLED: {
      message: 'Der Reseller ist nicht für das Programm Cloud Solution Provider (CSP) angemeldet.',
      remedy: 'Der Reseller meldet sich bei Microsoft für das Programm an.',
    },
    TENANT_DOMAIN_TAKEN: {
      message: 'Der Name des Tenants wurde nach der Prüfung der Bestellung anderweitig vergeben.',
      remedy: 'Bestellen Sie mit einem anderen Namen oder für den vorhandenen Tenant.',
    },
    VENDOR_REJECTED: {
      message: 'Der Hersteller hat die Bestellung abgelehnt.',
      remedy: 'Beheben Sie, was der Hersteller nennt, und bestellen Sie dann erneut.',
    },
    OTHER: {
      message: 'Die Position konnte nicht ausgeführt werden.',
      remedy: 'Fragen Sie den Ansprechpartner, der am Ende dieser E-Mail genannt ist.',
    },
  },
};
