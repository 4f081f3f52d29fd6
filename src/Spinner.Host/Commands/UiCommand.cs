using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary><c>spinner ui</c>: the page, and who is at it.</summary>
static class UiCommand
{
    private static readonly Option<string?> Role = new("--role") { Description = "The most it may do: observe, operate or define; all of it if not given" };
    private static readonly Option<bool> NoOpen = new("--no-open") { Description = "Only write the address, open no browser" };
    private static readonly Option<bool> List = new("--list") { Description = "Who is at the page" };
    private static readonly Option<string?> Revoke = new("--revoke") { Description = "End this session" };

    public static Command Create()
    {
        Role.AcceptOnlyFromAmong([.. BearerToken.RoleNames]);
        var command = new Command("ui", "Opens the web page of the daemon: its address is good once, and for a minute") { Role, NoOpen, List, Revoke };
        Invocation.Run(command, run => run.Parsed.GetValue(List) ? ListAsync(run) : run.Parsed.GetValue(Revoke) is { } name ? RevokeAsync(run, name) : OpenAsync(run));
        return command;
    }

    private static async Task<int> OpenAsync(Invocation run)
    {
        var body = JsonSerializer.Serialize(new CodeRequest(run.Parsed.GetValue(Role)), ContractJson.Readable.CodeRequest);
        var text = await run.Client.SendAsync(HttpMethod.Post, "/v1/codes", body, run.Cancelled);
        var url = JsonSerializer.Deserialize(text, ContractJson.Readable.CodeReply)!.Url;
        await run.Out.WriteLineAsync(run.Form == OutputForm.Table ? url : text);
        await run.Out.FlushAsync(run.Cancelled);
        if (!run.Parsed.GetValue(NoOpen) && run.Form == OutputForm.Table && !Console.IsOutputRedirected) OpenBrowser(url);
        return ExitCodes.Ok;
    }

    private static async Task<int> ListAsync(Invocation run)
    {
        var text = await run.Client.GetTextAsync("/v1/sessions", run.Cancelled);
        if (run.Form != OutputForm.Table)
        {
            await run.Out.WriteLineAsync(text);
            return ExitCodes.Ok;
        }

        foreach (var session in JsonSerializer.Deserialize(text, ContractJson.Readable.SessionViewArray)!)
            await run.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{session.Name}  {string.Join(' ', session.Roles)}  since {session.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}  used {session.LastUse.ToLocalTime():yyyy-MM-dd HH:mm:ss}"));
        return ExitCodes.Ok;
    }

    private static async Task<int> RevokeAsync(Invocation run, string name)
    {
        await run.Client.SendAsync(HttpMethod.Delete, $"/v1/sessions/{Uri.EscapeDataString(name)}", null, run.Cancelled);
        await run.Out.WriteLineAsync($"{Cells.Printable(name)} has ended");
        return ExitCodes.Ok;
    }

    // The gate. Everybody reads the arguments of a process, and the code is one: the browser is given a file that nobody else may read, and which leads on.
    private static void OpenBrowser(string url)
    {
        var path = Path.Combine(Path.GetTempPath(), $"spinner-ui-{Path.GetRandomFileName()}.html");
        try
        {
            var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new StreamWriter(path, mode)) file.Write($"<!doctype html><meta http-equiv=\"refresh\" content=\"0;url={url}\"><title>spinner</title>");
            var opener = new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", path) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var opened = Process.Start(opener);
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
            StandardError.WriteLine("There is no browser to open; the address is good for a minute.");
        }
    }
}
