using Spinner.Benchmarks;

if (args is not ["compare", ..])
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Spinner.Benchmarks -- compare [--json FILE]");
    return 64;
}

using var workshop = new Workshop();
if (await NativePrograms.BuildAsync(workshop.Directory) is not { } programs)
{
    Console.Error.WriteLine("There is no gcc here that builds the child and the floor, so there is nothing to compare with.");
    return 1;
}

var report = await Comparison.RunAsync(programs, workshop);
Console.WriteLine(report.ToTable());
if (args is [_, "--json", var file]) await File.WriteAllTextAsync(file, report.ToJson());
return 0;
