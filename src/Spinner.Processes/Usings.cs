// What the users of Spinner.Actors say and read, an endpoint, a readiness, a line of output, is in the one namespace they need.
global using Spinner.Actors;
