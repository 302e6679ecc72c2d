// What axe-core finds that hinders people: rule, and where.
const {violations, passes} = await axe.run(document, {resultTypes: ["violations"]});
return {
  passes: passes.length,
  violations: violations.map(({id, impact, help, nodes}) => `${impact} ${id} (${help}): ${nodes.map(({target}) => target.join(" ")).join(", ")}`),
};
