const useLive = (url) => { /* opened later */ return { url }; };
const a = useLive(location.pathname);
export default a;
