namespace Bunraku.EndToEnd.Player;

/// <summary>
/// A browser whose WebGPU and WebGL2 are computed by the processor. It does not fill the memory of workgroups with zeros first, which takes the processor
/// as long as all the rest, and which the painter does not need.
/// </summary>
public sealed class PlayerChromium : Chromium
{
    protected override IEnumerable<string> FurtherFlags =>
        ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-unsafe-swiftshader", "--enable-dawn-features=disable_workgroup_init"];
}
