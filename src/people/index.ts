export { People, type Person } from "./people.ts";
export { pickPerson } from "./picker.ts";
