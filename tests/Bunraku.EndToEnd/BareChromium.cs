using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bunraku.EndToEnd;

/// <summary>
/// A page in a browser that nobody watches. Playwright has every message of a WebSocket sent to it as text, which costs the browser more
/// than showing the frame: what is measured must be measured without it. Speaks the browser's own DevTools protocol.
/// </summary>
internal sealed class BareChromium : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly ClientWebSocket _page = new();
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _lastCommand;

    private BareChromium(Process process, DirectoryInfo profile) => (_process, _profile) = (process, profile);

    /// <summary>Starts the browser with an empty page.</summary>
    public static async Task<BareChromium> StartAsync()
    {
        if (ChromiumProgram.Find() is not { } executable)
        {
            ChromiumProgram.SkipForLackOfIt();
            throw new UnreachableException();
        }

        DirectoryInfo profile = Directory.CreateTempSubdirectory("bunraku-chromium-");
        var start = new ProcessStartInfo(executable) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] own = ["--headless", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "--window-size=1280,800", "about:blank"];
        foreach (string flag in ChromiumProgram.Flags.Concat(own))
        {
            start.ArgumentList.Add(flag);
        }

        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new BareChromium(process, profile);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(StartTime);
            await browser._page.ConnectAsync(await browser.FindPageAsync(patience.Token), patience.Token);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of the protocol.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        int id = ++_lastCommand;
        byte[] command = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        await _page.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _page.ReceiveAsync(_buffer.AsMemory(length), cancellation);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            JsonNode answer = JsonNode.Parse(_buffer.AsSpan(0, length))!;
            if (answer["id"]?.GetValue<int>() == id)
            {
                return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
            }
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonNode result = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        return result["result"]!["value"]!.GetValue<T>();
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string condition)
    {
        while (!await EvaluateAsync<bool>(condition))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves or presses the mouse: <c>mousePressed</c>, <c>mouseMoved</c>, <c>mouseReleased</c>.</summary>
    public Task MouseAsync(string type, double x, double y) => SendAsync("Input.dispatchMouseEvent", new JsonObject
    {
        ["type"] = type,
        ["x"] = x,
        ["y"] = y,
        ["button"] = "left",
        ["buttons"] = 1,
        ["clickCount"] = 1,
    });

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser still writes there as it ends: the system's folder for such files is cleaned by the system.
        }
    }

    private async Task<Uri> FindPageAsync(CancellationToken cancellation)
    {
        string portFile = Path.Combine(_profile.FullName, "DevToolsActivePort");
        using var client = new HttpClient();
        while (true)
        {
            if (File.Exists(portFile) && (await File.ReadAllLinesAsync(portFile, cancellation)) is [var port, ..])
            {
                JsonArray pages = await client.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json", cancellation) ?? [];
                if (pages.FirstOrDefault(page => page!["type"]!.GetValue<string>() == "page") is { } page)
                {
                    return new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>());
                }
            }

            await Task.Delay(100, cancellation);
        }
    }
}
