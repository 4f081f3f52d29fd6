// The child of the quickstart: a minimal HTTP app that listens where ASPNETCORE_URLS says. Its greeting comes from a file.

var greeting = args.Length > 0 ? File.ReadAllText(args[0]) : "hello, world";

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();

app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"[myapp] Started on {Environment.GetEnvironmentVariable("PORT") ?? "5000"}"));
app.MapFallback(request =>
{
    Console.WriteLine($"[myapp] {request.Request.Method} {request.Request.Path}");
    return request.Response.WriteAsync(greeting);
});
app.Run();
