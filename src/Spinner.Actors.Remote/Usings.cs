global using Spinner.Actors.Remote.Wire;
