using Spinner.Host.Commands;

if (LeastDescriptors.Refuse() is { } refused) return refused;
StandardDescriptors.Open();
return await SpinnerCommand.RunAsync(args);
