using System.Text.Json;

namespace Bunraku.Benchmarks;

/// <summary>Reports as one flat JSON object each, their names in camel case.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static byte[] Of<T>(T report) => JsonSerializer.SerializeToUtf8Bytes(report, Options);
}
