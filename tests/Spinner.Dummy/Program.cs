using Misbehaving;

// Verbs run from left to right. Whoever listens, holds or waits at the end lives until it is killed.
try
{
    new Script(args).Run();
    if (Lifetime.IsHeld) Pause.Forever();
    return 0;
}
catch (UsageException misuse)
{
    Console.Error.WriteLine(misuse.Message);
    Console.Error.WriteLine(Usage.Text);
    return Usage.ExitCode;
}
