// An ASP.NET Core app with a helper app that is started by the first request that needs it, and stopped when nobody has for a minute.
//   dotnet run --project src/examples/EmbeddedInAspNet -- --urls http://127.0.0.1:5080
//   curl http://127.0.0.1:5080/api/hello      starts the helper and is passed on to it, whatever it is: any method, a stream, a WebSocket
//   curl http://127.0.0.1:5080/work/hello     the same by hand: for what is not just passed on
//   curl http://127.0.0.1:5080/               shows all children
//   curl http://127.0.0.1:5080/health         is degraded while a child is faulted
// Ctrl+C or SIGTERM stops the helper first.

using Spinner.Actors;
using Spinner.FrontDoor;

var builder = WebApplication.CreateBuilder(args);
builder.AddSpinner(o => o
    .AddChild("worker", c => c with
    {
        Script = Path.Combine(AppContext.BaseDirectory, "myapp.dll"),
        IdleTime = TimeSpan.FromMinutes(1),
    })
    .ConfigureOptions(o => o.BehindDoor()));
builder.Services.AddHealthChecks();
builder.Services.AddSingleton<Worker>();

var app = builder.Build();
app.MapGet("/", async (ISpinner spinner, CancellationToken token) =>
    from child in (await spinner.ListAsync(token)).Values
    select new
    {
        child.Name,
        State = child.State.ToString(),
        Endpoint = child.Endpoint?.ToString(),
        child.Pid,
        child.Launches,
        child.AliveBecause?.IdleDueAt,
    });
app.MapGet("/work/{**path}", (string? path, Worker worker, CancellationToken token) => worker.AskAsync(path ?? "", token));
app.MapSpinner("/api", "worker");
app.MapHealthChecks("/health");
app.Run();

// Each request is a use: the worker is not stopped while one is under way, and its idle time counts from the end of the last.
sealed class Worker(ISpinner spinner)
{
    public async Task<IResult> AskAsync(string path, CancellationToken token)
    {
        try
        {
            using var use = await spinner.UseAsync("worker", token);
            using var handler = new SocketsHttpHandler { ConnectCallback = (_, cancel) => use.Endpoint.ConnectAsync(cancel) };
            using var http = new HttpClient(handler);
            return Results.Text(await http.GetStringAsync(new Uri($"http://worker/{path}"), token));
        }
        catch (SpinnerRejectedException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
