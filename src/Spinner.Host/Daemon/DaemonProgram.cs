using System.Net.Sockets;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Serilog.Core;
using Serilog.Extensions.Logging;
using Spinner.Actors;
using Spinner.Host.Control;
using Spinner.Host.Display;
using Spinner.Host.Logs;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>The daemon, from its file to its last child.</summary>
static class DaemonProgram
{
    /// <summary>Runs until it is told to end.</summary>
    /// <returns>0 when all children were stopped.</returns>
    /// <exception cref="DaemonException">It cannot start.</exception>
    public static async Task<int> RunAsync(UpOptions up)
    {
        var file = Read(up.File);
        var path = SocketOf(up.Socket, file);
        using var socket = ControlSocket.Take(path, $"running {file.Source}");
        var hasTable = !up.Plain && !up.Background && !Console.IsOutputRedirected;
        var directory = Path.GetFullPath(file.Host.LogDirectory ?? LogDirectory.Default(path));
        MakeLogDirectory(directory);
        await using var log = DaemonLog.Create(directory, toFile: hasTable || up.Background);
        using var factory = new SerilogLoggerFactory(log);
        var logs = new ChildLogs(directory, file.Host, hasTable || up.Background ? null : new ConsoleEcho(ConsoleQueue.Shared).Show);
        var declarations = new Declarations(file, logs);
        var manager = ServiceManager.Take(TimeProvider.System);

        var system = ActorSystems.Create(file, factory);
        try
        {
            await using var spinner = Make(system, declarations);
            return await RunAsync(new Running(up, path, hasTable, log, factory, logs, declarations, spinner, system, manager), socket);
        }
        finally
        {
            await system.Terminate();
        }
    }

    private sealed record Running(
        UpOptions Up, string Socket, bool HasTable, Logger Log, SerilogLoggerFactory Factory, ChildLogs Logs, Declarations Declarations,
        LocalSpinner Spinner, ActorSystem System, ServiceManager Manager);

    /// <summary>The path of the socket: what the command line says, else the file, else the user's own.</summary>
    public static string SocketOf(string? given, ChildrenFile file) => Path.GetFullPath(given ?? file.Host.Socket ?? SocketPath.Default());

    private static async Task<int> RunAsync(Running run, ControlSocket socket)
    {
        await using var door = await DaemonDoor.OpenAsync(run.Declarations, run.Spinner, run.Factory, run.Log);
        using var reloader = new Reloader(run.Up.File, run.Spinner, run.Declarations, door);
        using var signals = new Signals(() => _ = ReloadAsync(reloader, run));
        using var metrics = new MetricsText();
        using var ended = new CancellationTokenSource();
        var app = ControlServer.Build(socket, run.Declarations.File.Host, run.Factory, TimeProvider.System);
        await using var disposed = app;
        var usage = new UsageSampler(TimeProvider.System);
        ControlApi.Map(
            app,
            new ChildRoutes(run.Spinner, run.Declarations, run.Logs, usage),
            new StreamRoutes(run.Spinner, run.Logs, ended.Token),
            new StateRoutes(run.Spinner, reloader, metrics));
        await ListenAsync(app, run);
        run.Log.Information("spinner {Version} on {Socket}, {Children} of {Source}", ProgramVersion.Text, run.Socket,
            Cells.Children(run.Declarations.File.Spinner.Children.Count), run.Declarations.File.Source);
        run.Manager.Ready();

        var announced = Announcer.RunAsync(run.Spinner, run.Log);
        using (var table = run.HasTable ? LiveTable.Show(run.Spinner, usage, run.Socket, TimeProvider.System) : null)
        {
            await UntilAsync(signals.End);
            run.Manager.Stopping();
            run.Log.Information("Stopping all children; once more kills them");
            await door.DisposeAsync();
            await DrainAsync(run, signals.Kill);
            await announced;
        }

        await ended.CancelAsync();
        await app.StopAsync();
        run.Log.Information("Stopped");
        return signals.Kill.IsCancellationRequested ? 1 : 0;
    }

    /// <summary>All children stop within one deadline, or at once when the second signal comes.</summary>
    private static async Task DrainAsync(Running run, CancellationToken kill)
    {
        // The manager ends with its launches, and these kill what they own.
        using var onKill = kill.UnsafeRegister(_ => run.System.Stop(run.Spinner.Manager), null);
        await run.Spinner.DisposeAsync();
    }

    private static async Task ReloadAsync(Reloader reloader, Running run)
    {
        var log = run.Log;
        run.Manager.Reloading();
        try
        {
            var (done, errors) = await reloader.ReloadAsync(CancellationToken.None);
            if (done is not null)
                log.Information(
                    "Reloaded: {Added} added, {Removed} removed, {Changed} changed", done.Added.Count, done.Removed.Count, done.Changed.Count);
            else log.Error("Not reloaded, the old configuration stays in force: {Errors}", errors);
        }
        catch (Exception error) when (error is SpinnerException or TimeoutException or ObjectDisposedException)
        {
            log.Error(error, "The reload failed");
        }
        finally
        {
            run.Manager.Ready();
        }
    }

    /// <summary>The file of children.</summary>
    /// <param name="path">Its path; null: the quickstart.</param>
    /// <exception cref="DaemonException">It is wrong.</exception>
    public static ChildrenFile Read(string? path)
    {
        if (!ChildrenFile.TryRead(path is null ? null : Path.GetFullPath(path), out var file, out var errors))
            throw new DaemonException($"The configuration cannot be used:{string.Concat(errors.Select(e => $"\n  {e}"))}");
        return path is null ? file with { Spinner = Quickstart.Runnable(file.Spinner) } : file;
    }

    private static LocalSpinner Make(ActorSystem system, Declarations declarations)
    {
        try
        {
            return (LocalSpinner)system.CreateSpinner(declarations.Spinner());
        }
        catch (Exception cannot) when (cannot is IOException or PlatformNotSupportedException or SpinnerException)
        {
            throw new DaemonException($"{cannot.Message} See engine and state-dir in the block spinner of {declarations.File.Source}.", cannot);
        }
    }

    private static void MakeLogDirectory(string directory)
    {
        try
        {
            LogDirectory.Make(directory);
        }
        catch (IOException refused)
        {
            throw new DaemonException(
                $"The directory of the logs '{directory}' cannot be made: {refused.Message} Choose another with host.log-dir.", refused);
        }
    }

    private static async Task ListenAsync(WebApplication app, Running run)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            var places = run.Declarations.File.Host.Listen is { } tcp ? $"{run.Socket} and {tcp}" : run.Socket;
            throw new DaemonException($"The control API cannot listen on {places}: {taken.Message}", taken);
        }
    }

    private static async Task UntilAsync(CancellationToken token)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.UnsafeRegister(_ => fired.TrySetResult(), null);
        await fired.Task;
    }
}
