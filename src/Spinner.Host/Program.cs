return await Spinner.Host.Commands.SpinnerCommand.RunAsync(args);
