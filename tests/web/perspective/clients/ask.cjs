// Ask with the client as it is published; the host that its requests go to is changed from outside.
"use strict";
const axios = require("axios");
const Perspective = require("perspective-api-client");

const [server, apiKey, given] = process.argv.slice(2);
axios.interceptors.request.use((request) => {
  request.url = request.url.replace("https://commentanalyzer.googleapis.com", server);
  return request;
});

const client = new Perspective({ apiKey });
const { text, options } = JSON.parse(given);
client
  .analyze(text, options)
  .then((answer) => ({ answer }))
  .catch((error) => ({ error: error.name, message: error.message, status: error.response && error.response.status }))
  .then((outcome) => console.log(JSON.stringify(outcome)));
