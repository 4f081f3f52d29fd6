using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Spinner.Dashboard.Files;

/// <summary>The files of the page, which are part of the library. They hold nothing secret.</summary>
static class PageFiles
{
    private const string First = "index.html";

    private static readonly Lazy<FrozenDictionary<string, PageFile>> All = new(Read);

    /// <summary>Answers what asks for a file of the page; all else goes on.</summary>
    public static async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead || Find(context.Request.Path.Value ?? "") is not { } file)
        {
            await next(context);
            return;
        }

        var (request, answer) = (context.Request, context.Response);
        answer.ContentType = file.ContentType;
        answer.Headers.ETag = file.Tag;
        // Another version of the program has other files at the same place.
        answer.Headers.CacheControl = "no-cache";
        answer.Headers.Vary = "Accept-Encoding";
        if (request.Headers.IfNoneMatch.ToString() == file.Tag)
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var isSmall = request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isSmall) answer.Headers.ContentEncoding = "gzip";
        var bytes = isSmall ? file.Gzip : file.Plain;
        answer.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(request.Method)) await answer.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>How many bytes all of them are on the wire.</summary>
    public static long Bytes => All.Value.Values.Sum(f => (long)f.Gzip.Length);

    private static PageFile? Find(string path) => All.Value.GetValueOrDefault(path == "/" ? First : path.TrimStart('/'));

    private static FrozenDictionary<string, PageFile> Read() => typeof(PageFiles).Assembly.GetManifestResourceNames()
        .ToFrozenDictionary(name => name, Read, StringComparer.Ordinal);

    private static PageFile Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.SmallestSize)) gzip.Write(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        var bytes = plain.ToArray();
        return new PageFile(TypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"", bytes, small.ToArray());
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No type is known for '{other}'."),
    };
}
