global using Spinner.Actors.Children;
global using Spinner.Actors.Ports;
global using Spinner.Actors.Signals;
global using Spinner.Actors.Uses;
