export type { OrganizationChoice, Scope, Scopes } from "./scope.ts";
