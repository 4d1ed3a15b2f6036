(function (g) { var defs = {}, made = {}; g.define = function (n, d, f) { defs[n] = [d, f]; }; g.define.amd = {};
 function get(n) { if (!(n in made)) { var d = defs[n]; made[n] = d[1].apply(null, d[0].map(get)); } return made[n]; }
 g.require = function (ns, f) { f.apply(null, ns.map(get)); }; })(window);
