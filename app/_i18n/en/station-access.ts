/** How a station gets in: its password, its registration, and who was refused in its name. */
export const stationAccess = {
  refused: {
    title: "Refused attempts to connect",
    hint: "In this station’s name, by itself or by anybody else who knows its id. At most fifty kinds and networks are kept.",
    none: "No attempt was refused.",
    count: "{count, plural, one {once} other {# times}}",
    from: "from {network}",
    offered: "offered “{subprotocol}”",
    last: "last",
    reason: {
      no_password: "No password",
      wrong_password: "Wrong password",
      other_name: "Another name",
      too_many_attempts: "Too many attempts",
      subprotocol: "OCPP version not supported",
      path: "Wrong address",
    },
    act: {
      no_password: "Turn on HTTP Basic (security profile 1 or 2) in the station and enter its password.",
      wrong_password: "Enter the password in the station again. When nobody has it, revoke it and type in the new one.",
      other_name: "The user name must be the id, exactly as it ends the address.",
      too_many_attempts: "After many wrong passwords the station waits ten minutes. Put its password right first.",
      subprotocol: "Set the station to OCPP 1.6 JSON, 2.0.1 or 2.1.",
      path: "Set the address below in the station. If it appends the id by itself, enter it without.",
    },
  },
  unknown: {
    found: "A charger has tried to connect under this id {count, plural, one {once} other {# times}}, from {network}.",
    last: "Last",
  },
  pending: "A new one is under way; the one that the station uses next counts",
  rotate: {
    action: "Rotate password",
    title: "Send {name} a new password?",
    body: "It is sent over OCPP and nobody sees it. The old one counts until the station has taken the new one over.",
    done: "Sent. Under Commands you see what the station answers.",
  },
  revoke: {
    action: "Revoke password",
    title: "Revoke the password of {name}?",
    body: "Its connection is closed at once. You get a new password to type into the station; until then it stays offline.",
    done: "New password for {identity}",
  },
  registration: {
    action: "Change registration",
    title: "Registration of {name}",
    label: "Answer to its BootNotification",
    hint: "It counts with the station’s next BootNotification: reset a connected station to see it at once.",
    choice: {
      accepted: "Accepted: it may send everything",
      pending: "Pending: it may connect and be configured, nothing else",
      rejected: "Rejected: nothing is taken from it or sent to it",
    },
    saved: "Registration changed",
  },
} as const;
