namespace Bunraku.EndToEnd.Player;

/// <summary>A browser whose WebGPU and WebGL2 are computed by the processor.</summary>
public sealed class PlayerChromium : Chromium
{
    protected override IEnumerable<string> FurtherFlags => ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-unsafe-swiftshader"];
}
