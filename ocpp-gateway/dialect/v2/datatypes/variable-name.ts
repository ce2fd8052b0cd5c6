import type { ComponentType, VariableType } from "@/.generated/ocpp/v21";
import type { VariableName } from "@/server/domain/station/command";

/**
 * A place in the device model as one name: the neutral `instance` is the variable's; a component's
 * own instance stands in brackets behind its name, "Connector[left]". A connector number within the
 * EVSE is kept the same way, "Connector#2".
 */
export function toVariableName(component: ComponentType, variable: VariableType): VariableName {
  const connector = component.evse?.connectorId === undefined ? "" : `#${component.evse.connectorId}`;
  const instance = component.instance === undefined ? "" : `[${component.instance}]`;
  return {
    component: `${component.name}${connector}${instance}`,
    instance: variable.instance ?? null,
    evse: component.evse?.id ?? null,
    variable: variable.name,
  };
}

const COMPONENT = /^([^#[]*)(?:#(\d+))?(?:\[(.*)\])?$/s;

export function toComponent({ component, evse }: VariableName): ComponentType {
  const [, name = component, connector, instance] = COMPONENT.exec(component) ?? [];
  const connectorPart = connector === undefined ? {} : { connectorId: Number(connector) };
  return {
    name,
    ...(instance === undefined ? {} : { instance }),
    ...(evse === null ? {} : { evse: { id: evse, ...connectorPart } }),
  };
}

/** A name of 1.6, which has no components: 2.0.1 has no place for it. */
export function isConfigurationKey({ component }: VariableName): boolean {
  return component === "";
}

export function toVariable({ variable, instance }: VariableName): VariableType {
  return { name: variable, ...(instance === null ? {} : { instance }) };
}
