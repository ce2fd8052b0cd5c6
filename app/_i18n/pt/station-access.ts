/** Como um posto entra: a sua palavra-passe, o seu registo e quem foi recusado em seu nome. */
export const stationAccess = {
  refused: {
    title: "Tentativas de ligação recusadas",
    hint: "Em nome deste posto, por ele próprio ou por quem conheça o seu id. Guardam-se no máximo cinquenta tipos e redes.",
    none: "Nenhuma tentativa foi recusada.",
    count: "{count, plural, one {uma vez} other {# vezes}}",
    from: "de {network}",
    offered: "propôs “{subprotocol}”",
    last: "última",
    reason: {
      no_password: "Sem palavra-passe",
      wrong_password: "Palavra-passe errada",
      other_name: "Outro nome",
      too_many_attempts: "Demasiadas tentativas",
      subprotocol: "Versão OCPP não suportada",
      path: "Endereço errado",
    },
    act: {
      no_password: "Ative HTTP Basic (perfil de segurança 1 ou 2) no posto e introduza a palavra-passe.",
      wrong_password: "Introduza de novo a palavra-passe no posto. Se ninguém a tem, revogue-a e introduza a nova.",
      other_name: "O nome de utilizador tem de ser o id, exatamente como no fim do endereço.",
      too_many_attempts:
        "Após muitas palavras-passe erradas o posto espera dez minutos. Corrija primeiro a palavra-passe.",
      subprotocol: "Configure o posto para OCPP 1.6 JSON, 2.0.1 ou 2.1.",
      path: "Configure no posto o endereço abaixo. Se ele acrescenta o id sozinho, introduza-o sem o id.",
    },
  },
  unknown: {
    found: "Um carregador tentou ligar-se com este id {count, plural, one {uma vez} other {# vezes}}, de {network}.",
    last: "Última",
  },
  pending: "Há uma nova a caminho; vale a que o posto usar a seguir",
  rotate: {
    action: "Renovar palavra-passe",
    title: "Enviar uma nova palavra-passe a {name}?",
    body: "É enviada por OCPP e ninguém a vê. A antiga vale até o posto ter adotado a nova.",
    done: "Enviada. Em Comandos vê o que o posto responde.",
  },
  revoke: {
    action: "Revogar palavra-passe",
    title: "Revogar a palavra-passe de {name}?",
    body: "A ligação é fechada de imediato. Recebe uma nova palavra-passe para introduzir no posto; até lá fica desligado.",
    done: "Nova palavra-passe de {identity}",
  },
  registration: {
    action: "Alterar registo",
    title: "Registo de {name}",
    label: "Resposta ao seu BootNotification",
    hint: "Vale a partir do próximo BootNotification do posto: reinicie um posto ligado para o ver já.",
    choice: {
      accepted: "Aceite: pode enviar tudo",
      pending: "Pendente: pode ligar-se e ser configurado, mais nada",
      rejected: "Rejeitado: nada se recebe dele nem se lhe envia",
    },
    saved: "Registo alterado",
  },
} as const;
