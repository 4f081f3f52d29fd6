// Tells the time on its unix socket, and ends itself when asked to: GET /crash shows how it is launched again.

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();

app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"[clock] Started on {Environment.GetEnvironmentVariable("PORT") ?? "5000"}"));
app.MapGet("/", () => TimeProvider.System.GetUtcNow().ToString("HH:mm:ss", null));
app.MapGet("/crash", () =>
{
    Console.Error.WriteLine("[clock] Out of order");
    Environment.Exit(3);
});
app.Run();
