return Spinner.Host.Commands.LeastDescriptors.Refuse() ?? await Spinner.Host.Commands.SpinnerCommand.RunAsync(args);
