using System.Text.Json;
using Bunraku.Core.Teachers;
using TorchSharp;

namespace Bunraku.Torch.Tests.Golden;

/// <summary>
/// Compares the tensors inside the networks with the golden ones while a pose is computed. The system multiplies the second norm of a residual block and
/// the two scale-and-shifts after it into one; there, what the three golden tensors give together is expected.
/// </summary>
internal sealed class InnerTensors
{
    private const string Norm = ".norm1";

    // The golden values were rounded to float32.
    private const double Rounding = 1.2e-7;

    private readonly Dictionary<string, (GoldenArray Values, int Step)> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];

    public InnerTensors(string folder)
    {
        using JsonDocument index = TeacherGolden.Parse(folder, "intermediates", "index.json");
        foreach (JsonElement entry in index.RootElement.EnumerateArray())
        {
            string name = $"{entry.GetProperty("network").GetString()}/{entry.GetProperty("module").GetString()}{(entry.GetProperty("what").GetString() == "input" ? "_in" : "")}";
            _expected.Add(name, (GoldenArray.Read(Path.Combine(folder, "intermediates", entry.GetProperty("file").GetString()!)), entry.GetProperty("stride").GetInt32()));
        }

        foreach (string norm in _expected.Keys.Where(name => name.EndsWith(Norm, StringComparison.Ordinal)).ToArray())
        {
            string block = norm[..^Norm.Length];
            _expected[norm] = (Conditioned(_expected[norm].Values, _expected[$"{block}.cond0_layers"].Values, _expected[$"{block}.cond1_layers"].Values), _expected[norm].Step);
            _expected.Remove($"{block}.cond1_layers");
        }
    }

    /// <summary>To be shown every tensor.</summary>
    public void Observe(TeacherNetwork network, string module, torch.Tensor tensor)
    {
        string name = $"{network.Name}/{module}";
        if (!_expected.TryGetValue(name, out (GoldenArray Values, int Step) golden))
        {
            return;
        }

        _seen.Add(name);
        double peak = golden.Values.Values.Max(Math.Abs);
        var deviation = Deviation.Of(tensor, golden.Values, golden.Step);
        if (!(deviation.Maximum <= Rounding * Math.Max(1, peak)))
        {
            _failures.Add($"{name}: differs by {deviation.Maximum:g3}, peak {peak:g3}");
        }
    }

    public void AssertAllSeenAndGolden()
    {
        Assert.NotEmpty(_expected);
        Assert.Empty(_failures);
        Assert.Empty(_expected.Keys.Except(_seen));
    }

    private static GoldenArray Conditioned(GoldenArray norm, GoldenArray byTime, GoldenArray byPose)
    {
        int channels = byTime.Values.Length / 2;
        int pixels = norm.Values.Length / channels;
        return norm with
        {
            Values = [.. norm.Values.Select((value, i) => Shifted(Shifted(value, byTime, i / pixels), byPose, i / pixels))],
        };

        double Shifted(double value, GoldenArray condition, int channel) => (value * (1 + condition.Values[channel])) + condition.Values[channels + channel];
    }
}
