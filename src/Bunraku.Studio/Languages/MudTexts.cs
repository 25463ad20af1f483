using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Bunraku.Studio.Languages;

/// <summary>Those of MudBlazor's own texts that Studio's pages show.</summary>
internal sealed class MudTexts(Texts texts) : MudLocalizer
{
    public override LocalizedString this[string key] =>
        key is "MudAlert_Close" or "MudDialog_Close" or "MudSnackbar_Close" ? new LocalizedString(key, texts["Close"]) : base[key];
}
