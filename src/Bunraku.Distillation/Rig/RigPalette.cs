using SkiaSharp;

namespace Bunraku.Distillation.Rig;

/// <summary>The colours of a rig. Every material has a base, a cel shadow, and the ink of its outline, which is never plain black.</summary>
public sealed record RigPalette
{
    /// <summary>The upper end of the hair's gradient.</summary>
    public SKColor HairRoot { get; init; } = SKColor.Parse("#1f3346");

    /// <summary>The middle of the hair's gradient.</summary>
    public SKColor Hair { get; init; } = SKColor.Parse("#2b5366");

    /// <summary>The lower end of the hair's gradient.</summary>
    public SKColor HairTip { get; init; } = SKColor.Parse("#4f9a9c");

    /// <summary>The cel shadow of the hair.</summary>
    public SKColor HairShadow { get; init; } = SKColor.Parse("#152436");

    /// <summary>The highlights of the hair.</summary>
    public SKColor HairShine { get; init; } = SKColor.Parse("#a5e3da");

    /// <summary>The outline of the hair.</summary>
    public SKColor HairInk { get; init; } = SKColor.Parse("#0f1b2b");

    /// <summary>The base of the skin.</summary>
    public SKColor Skin { get; init; } = SKColor.Parse("#ffeee3");

    /// <summary>The cel shadow of the skin.</summary>
    public SKColor SkinShadow { get; init; } = SKColor.Parse("#f5c4b3");

    /// <summary>The outline of the skin.</summary>
    public SKColor SkinInk { get; init; } = SKColor.Parse("#a65f56");

    /// <summary>The cheeks.</summary>
    public SKColor Blush { get; init; } = SKColor.Parse("#ff8f84");

    /// <summary>The eyelashes and brows.</summary>
    public SKColor Lash { get; init; } = SKColor.Parse("#2a1a2b");

    /// <summary>The outer ends of the eyelashes.</summary>
    public SKColor LashWarm { get; init; } = SKColor.Parse("#8a3f45");

    /// <summary>The white of the eyes.</summary>
    public SKColor EyeWhite { get; init; } = SKColor.Parse("#fffdfb");

    /// <summary>The upper part of the irises.</summary>
    public SKColor IrisDark { get; init; } = SKColor.Parse("#6e2330");

    /// <summary>The base of the irises.</summary>
    public SKColor Iris { get; init; } = SKColor.Parse("#d8613c");

    /// <summary>The lower part of the irises.</summary>
    public SKColor IrisLight { get; init; } = SKColor.Parse("#ffd98a");

    /// <summary>The pupils.</summary>
    public SKColor Pupil { get; init; } = SKColor.Parse("#3a1220");

    /// <summary>The inside of the mouth.</summary>
    public SKColor Mouth { get; init; } = SKColor.Parse("#8c3340");

    /// <summary>The outline of the mouth.</summary>
    public SKColor MouthInk { get; init; } = SKColor.Parse("#8a3f42");

    /// <summary>The tongue.</summary>
    public SKColor Tongue { get; init; } = SKColor.Parse("#ef8e8c");

    /// <summary>The base of the coat.</summary>
    public SKColor Coat { get; init; } = SKColor.Parse("#fbf4e8");

    /// <summary>The cel shadow of the coat.</summary>
    public SKColor CoatShadow { get; init; } = SKColor.Parse("#d9cdd0");

    /// <summary>The outline of the coat.</summary>
    public SKColor CoatInk { get; init; } = SKColor.Parse("#6a5660");

    /// <summary>The base of the kimono.</summary>
    public SKColor Kimono { get; init; } = SKColor.Parse("#35416b");

    /// <summary>The cel shadow of the kimono.</summary>
    public SKColor KimonoShadow { get; init; } = SKColor.Parse("#252c50");

    /// <summary>The outline of the kimono.</summary>
    public SKColor KimonoInk { get; init; } = SKColor.Parse("#161a36");

    /// <summary>The base of the thread that binds the hair.</summary>
    public SKColor Thread { get; init; } = SKColor.Parse("#e0483e");

    /// <summary>The cel shadow of the thread.</summary>
    public SKColor ThreadShadow { get; init; } = SKColor.Parse("#ae2c3a");

    /// <summary>The outline of the thread.</summary>
    public SKColor ThreadInk { get; init; } = SKColor.Parse("#6e1827");

    /// <summary>The metal of the ornaments.</summary>
    public SKColor Gold { get; init; } = SKColor.Parse("#f0bf62");
}
