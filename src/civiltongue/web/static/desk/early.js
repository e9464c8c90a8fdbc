"use strict";(()=>{var e=[],n=t=>{e.push(t)};document.addEventListener("keydown",n);window.takeKeys=()=>(document.removeEventListener("keydown",n),e.splice(0));})();
